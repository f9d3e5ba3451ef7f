/** @typedef {import("./contract.js").Subject} Subject */
/** @typedef {Record<string, string | null | undefined>} Attributes */

/**
 * What a rating element is about, from its attributes. The language is the element's, else the page's, else the
 * browser's.
 *
 * @param {Element} element
 * @returns {Subject & { language: string }}
 */
export function subjectOf(element) {
  const value = (/** @type {string} */ name) => element.getAttribute(name) || undefined;
  const customer = {
    id: value("customer-id"),
    email: value("customer-email"),
    name: value("customer-name"),
  };
  return {
    survey: value("survey") ?? "",
    agent: value("agent"),
    team: value("team"),
    conversation: value("conversation"),
    context: value("context"),
    language: value("language") || document.documentElement.lang || navigator.language,
    customer: customer.id || customer.email || customer.name ? customer : undefined,
    attributes: parse(value("attributes")),
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
