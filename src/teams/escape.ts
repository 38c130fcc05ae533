/** People's words as Teams must show them: exactly as they were written, never as formatting, a link or a mention. */

/** For text that Teams reads as Markdown: text blocks and facts. */
export function words(text: string): string {
  return (
    plainly(text)
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

/** For runs of text, which know no Markdown; but "{{DATE(2027-03-02, SHORT)}}" would turn into a day there, as it would everywhere. */
export function plainly(text: string): string {
  return text.replace(/\{(?=\{)/g, '{\u200b');
}

/** For labels, which are plain text to most clients and Markdown to some: nothing may come alive, nothing is escaped visibly. */
export function label(text: string): string {
  return plainly(text)
    .replace(/\s+/g, ' ')
    .replace(/\](?=[([])/g, ']\u200b')
    .replace(/<(?=\/?[a-z])/gi, '<\u200b');
}
