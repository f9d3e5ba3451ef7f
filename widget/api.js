/**
 * What came of a request: the answer with its JSON; status 0 when nothing came back, or something that is not JSON: a
 * proxy's error page, a hotel's sign-in page.
 *
 * @typedef {Response & { data: any }} Outcome
 */

// A server that does not answer for this long counts as away.
const PATIENCE = 15_000;

/**
 * GETs, or POSTs when there is a body. The body goes as text/plain, which spares the browser a preflight, and with
 * keepalive, so that it outlives the page. No cookie travels.
 *
 * @param {string} url
 * @param {object} [body]
 * @returns {Promise<Outcome>}
 */
export async function request(url, body) {
  try {
    const answer = await fetch(url, {
      credentials: "omit",
      signal: AbortSignal.timeout(PATIENCE),
      ...(body && { method: "POST", body: JSON.stringify(body), keepalive: true }),
    });
    return Object.assign(answer, { data: await answer.json() });
  } catch {
    return Object.assign(Response.error(), { data: {} });
  }
}

/**
 * Whether the server will never want this. One line in the console then says why.
 *
 * @param {Outcome} outcome
 */
export function isRefused({ status, data }) {
  const refused = status >= 400 && status < 500 && status !== 429;
  if (refused) console.warn(`paldies: ${status} ${data.detail ?? data.title}`);
  return refused;
}

/**
 * Milliseconds until the next try: the server's own figure, or 1, 2, 4 … 256 s, spread so that widgets do not all
 * return to a recovering server at once.
 *
 * @param {number} tries so far
 * @param {Outcome} outcome
 */
export const pause = (tries, { headers }) =>
  1000 * (Number(headers.get("Retry-After")) || 2 ** Math.min(tries, 8) * (0.5 + Math.random() / 2));
