/** Plain commands that staff write, and what each of them opens. They are exact: a question never looks like one. */

const commands: [opens: string, words: RegExp][] = [
  ['help', /^(?:help|help me|menu|commands|what can (?:you|i) do(?: here)?|how do i use (?:you|this))$/],
  ['thanks', /^(?:thanks|thank you|thankyou|thx|ta|cheers)(?: (?:a lot|so much|very much|chalkline))?$/],
  ['status', /^(?:status|my requests|show my requests)$/],
  ['waiting', /^what(?:'s| is| do i have)? (?:.* )?(?:waiting for me|to decide|to approve|to sign)$/],
  [
    'person',
    /^(?:please )?(?:(?:i'd like|i would like|i want|can i|could i|let me) (?:to )?)?(?:ask|talk to|speak to|speak with) (?:a |an? actual |a real )?(?:person|human|human being|someone|somebody)$/,
  ],
  ['report', /^(?:show (?:me )?)?(?:the )?(?:questions? )?report(?: on questions)?$/],
];

export function commandIn(text: string): string | undefined {
  const said = text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[.!?]+$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return commands.find(([, words]) => words.test(said))?.[0];
}

/** Commands that break into a form in the middle; the form waits. */
const breaking = new Set(['help', 'status', 'waiting', 'person']);

export function breaksIntoForm(text: string): boolean {
  return breaking.has(commandIn(text) ?? '');
}
