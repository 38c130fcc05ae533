/** Between people's words and Slack's markup: going out nothing may come alive, coming in everything is read as it was meant. */
/** A short text in bold. People's longer words go into plain text, which needs no escaping and shows them as they are. */
export function bold(text: string, longest: number): string {
  const words = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[*_~`]/g, (mark) => alike[mark] ?? mark);
  return `*${clipEscaped(words, longest - 2)}*`;
}

/** A link of our own making. */
export function linkTo(address: string, label: string): string {
  return `<${escaped(address)}|${escaped(label)}>`;
}

// mrkdwn has no way to write these marks as themselves.
const alike: Record<string, string> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

/** With these three escaped there is no mention and no link left that Slack could follow. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Clipped so that it still fits once it is escaped, and no escape is cut in two. */
export function clipEscaped(text: string, longest: number): string {
  const whole = escaped(text);
  if (whole.length <= longest) return whole;
  let shown = '';
  for (const character of text) {
    const next = escaped(character);
    if (shown.length + next.length >= longest) break;
    shown += next;
  }
  return `${shown}…`;
}

/** What somebody wrote, as they wrote it: without the mention that only calls the bot, and with names in place of ids. */
export function asWritten(markup: string, bot?: string): string {
  return (
    withoutCall(markup, bot)
      .replace(/<([^<>]*)>/g, (_, inside: string) => spoken(inside))
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&')
      // Slack puts one beside mentions.
      .replace(/\u00a0/g, ' ')
      .trim()
  );
}

function withoutCall(markup: string, bot: string | undefined): string {
  if (!bot) return markup;
  const call = `<@${bot}(?:\\|[^<>]*)?>`;
  return (
    markup
      .replace(new RegExp(`^\\s*${call}[\\s,:;–-]*`), '')
      // A row of spaces is looked at once, from its beginning.
      .replace(new RegExp(`(?:,|(?<![ \\u00a0]))[ \\u00a0]*${call}`, 'g'), '')
  );
}

function spoken(inside: string): string {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : inside.slice(bar + 1);
  if (target.startsWith('@')) return `@${label.replace(/^@/, '') || 'someone'}`;
  if (target.startsWith('#')) return `#${label || 'a channel'}`;
  if (target.startsWith('!date')) return label;
  if (target.startsWith('!subteam')) return label || '@a group';
  if (target.startsWith('!')) return `@${label.replace(/^@/, '') || target.slice(1)}`;
  const address = target.replace(/^mailto:/, '');
  return label && label !== address ? `${label} (${address})` : address;
}
