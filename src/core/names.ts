/** Tells whether words name somebody, so that they are neither answered in public nor carried around. Rather too often than not. */

export function namesSomebody(text: string): boolean {
  return namesIn(text).length > 0;
}

/** The first word that may name a child: somebody who is none of these people. */
export function strangerIn(text: string, known: string[]): string | undefined {
  const parts = partsOf(known);
  return namesIn(text).find(({ word }) => !parts.has(word.toLowerCase()))?.word;
}

/**
 * The names in a text that was written to be read, whole where there is a surname, but for these people's. What only
 * opens a sentence with a capital is none, unless it is a common name or a surname follows.
 */
export function strangersIn(text: string, known: string[]): string[] {
  const parts = partsOf(known);
  const whole = joined(namesIn(text), text).filter(
    ({ words, before }) =>
      words.length > 1 ||
      givenNames.has(words[0]?.toLowerCase() ?? '') ||
      !/(?:^|[^\p{L}\p{N},;&-]\s*)$/u.test(before),
  );
  const strangers = whole.filter(({ words }) => !words.every((word) => parts.has(word.toLowerCase())));
  return [...new Set(strangers.map(({ words }) => words.join(' ')))];
}

type Named = ReturnType<typeof namesIn>[number];

/** Those with nothing but a space between them are one name. */
function joined(names: Named[], text: string): { words: string[]; before: string }[] {
  const groups: { words: string[]; before: string; end: number }[] = [];
  for (const { at, word, before } of names) {
    const last = groups.at(-1);
    const end = at + word.length;
    if (last && text.slice(last.end, at) === ' ') {
      last.words.push(word);
      last.end = end;
    } else groups.push({ words: [word], before, end });
  }
  return groups;
}

function partsOf(known: string[]): Set<string> {
  return new Set(known.flatMap((name) => name.toLowerCase().split(/[\s-]+/)));
}

/** Takes the names out, before words go where nobody here has a say in them. */
export function withoutNames(text: string): string {
  const names = namesIn(text);
  const between = names.map(({ at }, number) => text.slice(endOf(names[number - 1]), at));
  return [...between, text.slice(endOf(names.at(-1)))].join('[name]');
}

function endOf(name: Named | undefined): number {
  return name ? name.at + name.word.length : 0;
}

function namesIn(text: string): { at: number; word: string; before: string }[] {
  const words = [...text.matchAll(/[\p{L}][\p{L}’'-]*/gu)].map((match) => ({
    at: match.index,
    word: match[0].replace(/[’'].*$/, ''),
    before: text.slice(Math.max(0, match.index - lookedBack), match.index),
  }));
  return words.filter(({ word, before }) => {
    const plain = word.toLowerCase();
    if (givenNames.has(plain) || /\b(?:called|named)\s+$/i.test(before)) return true;
    const isCapital = /^\p{Lu}\p{Ll}/u.test(word);
    const opensSentence = /(?:^|[.!?:]\s*)["“‘(]*$/.test(before);
    return isCapital && !ordinary.has(plain) && !(opensSentence && openers.has(plain));
  });
}

/** As far as it tells whether a name opens a sentence, or somebody is "called" so. */
const lookedBack = 20;

/** Words of school and online life that are written with a capital letter. */
const ordinary = listed(
  'i facebook instagram insta tiktok twitter threads whatsapp snapchat snap youtube discord roblox minecraft fortnite linkedin',
  'reddit telegram strava vinted nextdoor pinterest tumblr bereal xbox playstation wikipedia google teams slack zoom chatgpt',
  'padlet seesaw tapestry arbor sims cpoms parentmail canva spotify netflix amazon apple microsoft messenger skype twitch kik',
  'year reception nursery key stage head headteacher deputy governor governors school ofsted pta friday monday tuesday wednesday',
  'thursday saturday sunday january february march april may june july august september october november december christmas',
  'easter halloween diwali eid english maths science art music french spanish history geography british welsh england wales',
  'scotland ireland london world book day week sports children need comic relief red nose appendix policy dm bio page story class',
  'mr mrs miss ms tweet tweets chalkline slt dsl ta tas hr gdpr dfe council trust federation academy primary infant junior',
);

/** What an English sentence begins with when it does not begin with a name. */
const openers = listed(
  'a about after all also am an and any anybody anyone are as ask at be because before being both but by can could dear did do does',
  'doing every everybody everyone few finally for friend from get getting give given go going good got had has have having he hello',
  'help her here hey hi his how i if im in is ive it its just kids last let like look lots many may maybe me might more most mum my',
  'need never new no nobody none not nothing now of off ok okay on once one or other our out over parent parents people person please',
  'posted posting pupil pupils put question quick quite right say saw see sending shall she should show since so some somebody someone',
  'something sometimes sorry staff still suppose surely take teacher teachers tell thank thanks that the their them then there these',
  'they thing think this those though to today tomorrow tonight two under until up use used using want was we well were what whats',
  'when where whether which while who whoever whose why will with without wondering would yes yesterday you your anything dad carer',
  'child children colleague colleagues mother father nan gran grandad is isnt arent cant couldnt dont doesnt didnt wont wouldnt whos',
);

/** Given names that are common in British schools and no words of everyday English, for those who write without capitals. */
const givenNames = listed(
  'aaliyah aaron abdul abigail adam adrian ahmed aisha alan alex alexander alfie ali alice alicia amelia amir amy andrea andrew',
  'angela anna anthony archie arthur ayesha barbara benjamin beth bethany bradley brandon callum cameron caroline catherine',
  'chantelle charlie charlotte chloe christopher claire connor craig daisy daniel danielle darren david dawn deborah declan diana',
  'dominic donna dylan edward eleanor elijah elizabeth ella ellie elliot emily emma erin ethan evie fatima felix finley francesca',
  'fraser freddie freya gareth gavin gemma george georgia gillian hamza hannah harriet harrison harry harvey hassan heather',
  'helen henry holly ian ibrahim imogen isaac isabel isabella isla jacob jade jake james jamie janet jasmine jason jayden jennifer',
  'jessica joanna joanne jonathan joseph joshua julia julian julie kai karen kate katherine katie kayleigh keira kelly kenneth kevin',
  'kieran kyle lauren leah leanne lewis liam lily linda lisa logan louise lucas lucy luke lydia maisie maria martin mason',
  'matilda matthew maya megan mia michael michelle millie mohammed muhammad molly naomi natalie nathan niamh nicholas nicola noah',
  'oliver olivia omar oscar owen patricia patrick paul paula peter phoebe poppy rachel rebecca rhys ricardo richard robert',
  'rosie ruby ryan samantha samuel sarah scarlett sean sebastian sharon shaun sienna simon sophia sophie stephanie stephen',
  'steven stuart susan tanya teddy teresa theo theresa thomas toby tracey tyler victoria vincent wayne william yasmin yusuf zachary zara zoe',
);

function listed(...lines: string[]): Set<string> {
  return new Set(lines.join(' ').split(' '));
}
