/** What the widget and the server say to each other, as JSON. The server side is server/web and server/api. */

export type Band = "positive" | "neutral" | "negative";
export type Style = "smileys" | "stars" | "numbers" | "thumbs" | "labels";

export interface Choice {
  score: number;
  label: string;
  band: Band;
}

export interface Reason {
  key: string;
  label: string;
}

export interface FollowUp {
  prompt: string;
  reasons: Reason[];
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
}

/** `GET /api/v1/surveys/{slug}/widget` */
export interface Definition {
  survey: string;
  version: number;
  metric: string;
  language: string;
  direction: "ltr" | "rtl";
  question: string;
  style: Style;
  low: string;
  high: string;
  choices: Choice[];
  follow_up: Partial<Record<Band, FollowUp>>;
  thanks: Partial<Record<Band, string>>;
  texts: Texts;
  theme: { mode: "auto" | "light" | "dark"; accent: string | null; radius: number | null };
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
