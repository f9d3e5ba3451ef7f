/** What the widget and the server say to each other, as JSON. The server side is server/web and server/api. */

export type Band = "positive" | "neutral" | "negative";
export type Style = "smileys" | "stars" | "numbers" | "thumbs" | "labels";

export interface Choice {
  score: number;
  band: Band;
  /** Shown under the drawing; empty for numbers and stars. */
  label: string;
  /** What a screen reader says. */
  name: string;
  /** Paths in a box of 48, the first of them the outline; none for numbers and labels. */
  drawing: string[];
}

export interface Question {
  key: string;
  ask: string;
  many: boolean;
  /** None: a box to write in. */
  options: { key: string | number; label: string }[];
  /** The words at the ends of a scale. */
  low: string;
  high: string;
}

export interface FollowUp {
  thanks: string;
  prompt: string;
  /** Answers to the keys `reasons` and `comment` are fields of the rating, the others its `answers`. */
  questions: Question[];
  links: { url: string; label: string }[];
}

export interface Texts {
  send: string;
  sent: string;
  close: string;
  change: string;
  comment: string;
  optional: string;
  waiting: string;
  failed: string;
  try_again: string;
  closed: string;
  reasons: string;
  one_more: string;
  skip: string;
}

/** `GET /api/v1/surveys/{slug}/widget` */
export interface Definition {
  survey: string;
  version: number;
  metric: string;
  language: string;
  direction: "ltr" | "rtl";
  /** May hold `{customer}`, the name of who is asked. */
  question: string;
  /** Asked instead where that name is not known. */
  question_unnamed?: string;
  style: Style;
  low: string;
  high: string;
  /** In the order shown, whichever end of the scale comes first. */
  choices: Choice[];
  /** For each band that the scale has. */
  follow_up: Record<Band, FollowUp>;
  texts: Texts;
  theme: { mode: "auto" | "light" | "dark"; accent: string | null; radius: number | null; logo: string | null };
  ask_again_days?: number;
  /** The second question of a form with two. */
  next?: Definition;
}

export interface Customer {
  id?: string | undefined;
  email?: string | undefined;
  name?: string | undefined;
}

/** Whom and what a rating is about; every field is optional but the survey. */
export interface Subject {
  survey: string;
  agent?: string | undefined;
  team?: string | undefined;
  conversation?: string | undefined;
  customer?: Customer | undefined;
  attributes?: Record<string, unknown> | undefined;
  language?: string | undefined;
  context?: string | undefined;
  source?: "page" | undefined;
}

/** `POST /api/v1/ratings` */
export interface NewRating extends Subject {
  score: number;
  request_id: string;
}

/** `POST /api/v1/ratings/{id}`, without the edit token. */
export interface Edit {
  score?: number;
  comment?: string | undefined;
  reasons?: string[];
  /** All of them: a new object replaces the former. */
  answers?: Record<string, string | number | (string | number)[] | undefined>;
}

/** The answer to a new rating. */
export interface Receipt {
  id: string;
  survey: string;
  score: number;
  band: Band;
  edit_token: string;
  edit_until: string;
}
