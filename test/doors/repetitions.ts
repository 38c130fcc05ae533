/** Long texts that say nothing: short pieces over and over, by which a careless pattern is led into going back for ever. */

const pieces = [
  ...[
    ' ',
    '\n',
    '\t',
    '\u00a0',
    '\u200b',
    '\u0301',
    '😀',
    'é',
    'a',
    'A',
    '1',
    '.',
    ',',
    '!',
    '?',
    '(',
    ')',
    '<',
    '>',
  ],
  ...[
    '&',
    '@',
    '/',
    ':',
    '-',
    '’',
    '"',
    '*',
    '|',
    '#',
    ';',
    '{',
    '<at ',
    '<at>',
    '</at>',
    '<@U',
    '<!',
    '<br',
    '&amp;',
  ],
  ...[
    'password ',
    'password is ',
    'pw:',
    'login: a / ',
    'pin',
    'is ',
    'and ',
    'with ',
    'http://',
    'a@a.',
    ':a',
    'Tom ',
  ],
  ...[
    'called ',
    'can ',
    'show ',
    'please ',
    'record ',
    'is leaving on ',
    'check a post ',
    'the ',
    'change the ',
    'to ',
  ],
];

/** Each piece and each pair of pieces, up to a length, and with an end that fits nothing. */
export function* repetitions(length: number): Generator<string> {
  for (const one of pieces)
    for (const other of pieces) {
      const piece = one === other ? one : one + other;
      yield `${piece.repeat(Math.ceil(length / piece.length)).slice(0, length - 1)}x`;
    }
}
