/** What somebody has said already with their wish for an account: the platform, what it is called, and for whom. */

const platforms: [RegExp, string][] = [
  [/\b(?:instagram|insta|ig)\b/i, 'Instagram'],
  [/\b(?:facebook|fb)\b/i, 'Facebook'],
  [/\b(?:twitter)\b/i, 'Twitter'],
  [/\btik ?tok\b/i, 'TikTok'],
  [/\b(?:youtube|you tube|yt)\b/i, 'YouTube'],
  [/\blinked ?in\b/i, 'LinkedIn'],
  [/\bthreads\b/i, 'Threads'],
  [/\bbluesky\b/i, 'Bluesky'],
  [/\bpinterest\b/i, 'Pinterest'],
  [/\bwhats ?app\b/i, 'WhatsApp'],
  [/\bsoundcloud\b/i, 'SoundCloud'],
  [/\bvimeo\b/i, 'Vimeo'],
  [/\bpadlet\b/i, 'Padlet'],
  [/\bpodcast\b/i, 'Podcast'],
  [/\bblog\b/i, 'Blog'],
];
const named =
  /\b(?:called|named|titled)\s+["“‘']?([^"”.,;!?]{2,60}?)["”’']?(?=\s+(?:for|on|so|please|pls|to)\b|[.,;!?]|\s*$)/i;
const audienceIn =
  /\bfor\s+((?:[\w’'-]+\s+){0,4}?(?:families|parents|carers|mums and dads|grandparents|governors|alumni|former pupils|villagers|(?:the )?community|neighbours|everyone|everybody|the public))\b/i;
/** Words before the platform that say nothing about what it may be called. */
const general = new Set(
  'a an the our my new another own school schools class official proper little public private closed open fresh first second separate one nice social media some joint'.split(
    ' ',
  ),
);

export type SaidOfAccount = { name?: string; platform?: string; audience?: string };

/** Only what the words really say. */
export function wishIn(text: string): SaidOfAccount {
  const words = text.replace(/\s+/g, ' ').trim();
  const found = platforms
    .map(([pattern, platform]) => ({ platform, match: pattern.exec(words) }))
    .filter(({ match }) => match !== null);
  const [only] = found.length === 1 ? found : [];
  const name = named.exec(words)?.[1]?.trim() ?? nameBefore(words, only?.match?.index);
  const audience = audienceIn.exec(words)?.[1];
  return {
    ...(name ? { name } : {}),
    ...(only ? { platform: only.platform } : {}),
    ...(audience ? { audience: capital(audience) } : {}),
  };
}

/** "a Year 4 Instagram", "the choir YouTube". */
function nameBefore(words: string, platformAt: number | undefined): string | undefined {
  if (platformAt === undefined) return undefined;
  const before = /.*\b(?:an?|the|our|my|new)\s+((?:(?!(?:an?|the|our|my|new)\b)[\w’'&-]+\s+){1,4})$/i.exec(
    words.slice(0, platformAt),
  )?.[1];
  const telling = (before ?? '').split(' ').filter((word) => word !== '' && !general.has(word.toLowerCase()));
  return telling.length > 0 && telling.length <= 3 ? capital(telling.join(' ')) : undefined;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
