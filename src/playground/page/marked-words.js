/** The two dialects of marked-up words: Adaptive Cards' Markdown and Slack's mrkdwn. Anything else stays plain text. */

/** @type {Record<string, string>} */
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** @param {string} text */
function plain(text) {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

// Signs that were escaped are put aside as characters nobody types, and come back at the end.
const aside = (/** @type {string} */ sign) => String.fromCharCode(0xe100 + sign.charCodeAt(0));
const back = (/** @type {string} */ text) =>
  text.replace(/[\ue100-\ue17f]/g, (sign) => plain(String.fromCharCode(sign.charCodeAt(0) - 0xe100)));

/** @type {Record<string, string>} */
const named = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
const unnamed = (/** @type {string} */ all, /** @type {string} */ name) => aside(named[name] ?? all);

const safeLink = /^(https?:|mailto:|tel:)/i;

/**
 * Adaptive Cards' Markdown as Teams shows it: bold, italic, links, lists.
 * @param {string} text
 */
export function markdown(text) {
  const decoded = text
    .replace(/\\([\\`*_~[\]#+=.)-])/g, (_all, sign) => aside(sign))
    .replace(/&(lt|gt|amp|quot|#39);/g, unnamed);
  const blocks = decoded.split(/\n{2,}/).map((block) => {
    const lines = block.split('\n');
    const items = lines.map((line) => /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/.exec(line));
    if (items.every((item) => item !== null)) {
      const list = items[0]?.[1] ? 'ol' : 'ul';
      return `<${list}>${items.map((item) => `<li>${inline(item[2] ?? '')}</li>`).join('')}</${list}>`;
    }
    return `<p>${lines.map(inline).join('<br>')}</p>`;
  });
  return back(blocks.join(''));
}

/** @param {string} text */
function inline(text) {
  return plain(text)
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (all, label, url) =>
      safeLink.test(url) ? `<a href="${url}" target="_blank" rel="noreferrer">${label}</a>` : all,
    )
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[^\w*])[*_](?!\s)([^*_]+?)[*_](?!\w)/g, '$1<em>$2</em>');
}

/**
 * Slack's mrkdwn: bold, italic, strike, code, quotes, links and mentions in angle brackets.
 * @param {string} text
 */
export function mrkdwn(text) {
  const quoted = text.split('\n').map((line) => {
    const quote = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    return quote ? `<span class="quote">${slackInline(quote[1] ?? '')}</span>` : `${slackInline(line)}\n`;
  });
  return back(quoted.join('').replace(/\n$/, '').replaceAll('\n', '<br>'));
}

/** @param {string} line */
function slackInline(line) {
  const shielded = emoji(line).replace(/&(lt|gt|amp);/g, unnamed);
  /** @type {string[]} */
  const links = [];
  const held = shielded
    .replace(/<(https?:[^|>]+|mailto:[^|>]+)(?:\|([^>]*))?>/g, (_all, url, label) => {
      links.push(`<a href="${plain(url)}" target="_blank" rel="noreferrer">${plain(label || url)}</a>`);
      return `\ue000${links.length - 1}\ue001`;
    })
    .replace(/<[@#!]([^|>]*)(?:\|([^>]*))?>/g, (_all, id, label) => {
      links.push(`<span class="mention">@${plain(label || id)}</span>`);
      return `\ue000${links.length - 1}\ue001`;
    });
  const edge = (/** @type {string} */ sign) =>
    new RegExp(`(^|[^\\w${sign}])\\${sign}(?!\\s)([^\\${sign}]+?)\\${sign}(?![\\w${sign}])`, 'g');
  return plain(held)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(edge('*'), '$1<strong>$2</strong>')
    .replace(edge('_'), '$1<em>$2</em>')
    .replace(edge('~'), '$1<s>$2</s>')
    .replace(/\ue000(\d+)\ue001/g, (_all, at) => links[Number(at)] ?? '');
}

/** @type {Record<string, string>} */
const pictures = {
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  warning: '⚠️',
  x: '❌',
  information_source: 'ℹ️',
  rotating_light: '🚨',
  octagonal_sign: '🛑',
  no_entry: '⛔',
  hourglass_flowing_sand: '⏳',
  large_blue_circle: '🔵',
  white_circle: '⚪',
  black_circle: '⚫',
  speech_balloon: '💬',
  question: '❓',
  memo: '📝',
  bulb: '💡',
};

/** @param {string} text */
export function emoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (all, name) => pictures[name] ?? all);
}
