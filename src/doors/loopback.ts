/** What is on this machine, by its name or its address. */

const here = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** As a request names whom it was sent to, with a port or without. */
export function isHostHere(host: string): boolean {
  return here.test(host.replace(/:\d{1,5}$/, ''));
}

export function isUrlHere(url: string): boolean {
  return URL.canParse(url) && here.test(new URL(url).hostname);
}
