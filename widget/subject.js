/** @typedef {import("./contract.js").Subject} Subject */
/** @typedef {Record<string, string | null | undefined>} Attributes */

/**
 * The attributes of an element whose names begin with a prefix, by the rest of their names.
 *
 * @param {Element} element
 * @param {string} prefix
 * @returns {Record<string, string | undefined>}
 */
export const attributesIn = ({ attributes }, prefix) =>
  Object.fromEntries(
    [...attributes]
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, value }) => [name.slice(prefix.length), value || undefined]),
  );

/**
 * What a rating element is about, from its attributes. The language is the element's, else the page's, else the
 * browser's.
 *
 * @param {Element} element
 * @returns {Subject & { language: string }}
 */
export function subjectOf(element) {
  const { survey = "", agent, team, conversation, context, language, attributes } = attributesIn(element, "");
  const { id, email, name } = attributesIn(element, "customer-");
  return {
    survey,
    agent,
    team,
    conversation,
    context,
    source: element.hasAttribute("page") ? "page" : undefined,
    language: language || document.documentElement.lang || navigator.language,
    customer: id || email || name ? { id, email, name } : undefined,
    attributes: parse(attributes),
  };
}

/**
 * The attributes that say the same as `subject`.
 *
 * @param {Subject} subject
 * @returns {Attributes}
 */
export const attributesOf = ({ customer, attributes, ...words }) => ({
  ...words,
  "customer-id": customer?.id,
  "customer-email": customer?.email,
  "customer-name": customer?.name,
  attributes: attributes && JSON.stringify(attributes),
});

/** @param {string | undefined} text */
function parse(text) {
  try {
    return text && JSON.parse(text);
  } catch {
    console.warn("paldies: attributes is not JSON");
  }
}
