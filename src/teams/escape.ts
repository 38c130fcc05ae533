/** People's words as Teams must show them: exactly as they were written, never as formatting, a link or a mention. */

/** For text that Teams reads as Markdown: text blocks and facts. */
export function words(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // Only what could be read as an entity, so that "Kenn & Kenton" stays as it is in notifications too.
      .replace(/&(?=#|[a-z]+\d*;)/gi, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/[\\`*_~[\]]/g, '\\$&')
      .replace(/^([^\S\n]*)([#+=-])/gm, '$1\\$2')
      .replace(/^([^\S\n]*\d+)([.)])(?=\s|$)/gm, '$1\\$2')
      // Teams for phones drops a single line break.
      .replace(/\n+/g, '\n\n')
  );
}

/** For labels, which are plain text to most clients and Markdown to some: nothing may come alive, nothing is escaped visibly. */
export function label(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/\](?=[([])/g, ']\u200b')
    .replace(/<(?=\/?[a-z])/gi, '<\u200b');
}
