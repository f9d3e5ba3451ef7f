import { RatingElement } from "./rating-element.js";

export const NAME = "paldies-rating";

/**
 * Defines the element. Once is enough for a page: the first definition stays.
 *
 * @param {import("./outbox.js").Outbox} outbox
 * @param {string} [name]
 */
export function define(outbox, name = NAME) {
  customElements.define(
    name,
    class extends RatingElement {
      constructor() {
        super(outbox);
      }
    },
  );
}
