/** A random UUID (version 4). `crypto.randomUUID` is missing on plain http pages, and chats still live on some. */
export function uuid() {
  const random = crypto.getRandomValues(new Uint8Array(36));
  return "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, (_, at) => (random[at] % 16).toString(16));
}
