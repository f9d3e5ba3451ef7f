/** A random UUID (version 4). `crypto.randomUUID` is missing on plain http pages, and chats still live on some. */
export function uuid() {
  const digit = () => (crypto.getRandomValues(new Uint8Array(1))[0] % 16).toString(16);
  return "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, digit);
}
