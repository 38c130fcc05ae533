/** Every look of the page, held against the rules of accessibility: names, roles, order, contrast, and room for a fingertip. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOn, tooSmallOn } from './accessibility.ts';
import { desktop, openBrowser, phone, type Visitor, visit } from './browser.ts';
import { type Running, startServer } from './server.ts';

let server: Running;
let browser: Browser;

const sizes = { 'a desktop': desktop, 'a phone': phone };
type Size = keyof typeof sizes;
/** An empty page, somebody's chat, the leaders' room, and the records, each on every size of screen. */
type Places = Record<'empty' | 'chat' | 'asked' | 'leaders' | 'home' | 'records', Visitor>;
const on = {} as Record<Size, Places>;

const begun = 'What will it be called?';
const whoRuns = 'Who will run it?';

/** One of every card: a question, an answer, a list, a notice and a form's questions for Ada and Joy, and cases for the leaders. */
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  const ada = await open('as=ada');
  await ada.say('Can I accept this friend request?');
  await ada.press('Who is it?', 'A pupil here');
  await ada.message('Read the clause').waitFor();
  await ada.say('What can you do?');
  await ada.message('Just write in your own words').waitFor();
  await ada.apply('Year 4 Explorers');
  await ada.logCall('The Gazette');
  await ada.say('I’d like to ask for a new school account');
  await ada.newest(begun).waitFor();
  await ada.close();
  await comeToPeople();
  const sam = await open('as=sam');
  await sam.say('home');
  await sam.newest('waiting for you').waitFor();
  await sam.close();
  for (const size of ['a desktop', 'a phone'] as const) on[size] = await openPlaces(sizes[size]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

function open(query: string, options = desktop): Promise<Visitor> {
  return visit(browser, `${server.address}/?school=kenn-kenton&${query}`, options);
}

/** Joy has come to the question whose people are ticked on the card. */
async function comeToPeople(): Promise<void> {
  const joy = await open('as=joy');
  await joy.say('I’d like to ask for a new school account');
  for (const [question, answer] of [
    [begun, 'Year 5 Bakers'],
    ['Which platform is it for?', 'Instagram'],
    ['What is it for?', 'Show families what we bake'],
    ['Who is it meant for?', 'Families of Year 5'],
    ['How will people hear about it?', 'The newsletter'],
  ] as const) {
    await joy.newest(question).waitFor();
    await joy.say(answer);
  }
  await joy.newest(whoRuns).waitFor();
  await joy.close();
}

async function openPlaces(size: typeof desktop): Promise<Places> {
  const [empty, chat, asked, leaders, home, records] = await Promise.all([
    open('as=gil', size),
    open('as=ada', size),
    open('as=joy', size),
    open('as=sam&in=room:slt', size),
    open('as=sam', size),
    open('as=sam&records=audit', size),
  ]);
  await chat.newest(begun).waitFor();
  await asked.newest(whoRuns).waitFor();
  await leaders.newest('The Gazette').waitFor();
  await home.newest('waiting for you').waitFor();
  await records.page.getByRole('table', { name: 'Audit trail' }).waitFor();
  return { empty, chat, asked, leaders, home, records };
}

/** On a phone, whatever can be touched is large enough as well. */
async function allFaultsOn({ page }: Visitor, size: Size): Promise<string[]> {
  return [...(await faultsOn(page)), ...(size === 'a phone' ? await tooSmallOn(page) : [])];
}

const colours = ['light', 'dark'] as const;
const looks = ['Teams', 'Slack'] as const;
const everyLook = (['a desktop', 'a phone'] as const).flatMap((size) =>
  colours.flatMap((colorScheme) => looks.map((look) => ({ size, colorScheme, look }))),
);

describe.each(everyLook)(
  'on $size, drawn as $look, in $colorScheme colours',
  ({ size, colorScheme, look }) => {
    beforeAll(async () => {
      const { records, ...chats } = on[size];
      for (const visitor of [records, ...Object.values(chats)])
        await visitor.page.emulateMedia({ colorScheme });
      for (const visitor of Object.values(chats)) await visitor.look(look);
    });

    test('the page before anything was said has no fault', async () => {
      expect(await allFaultsOn(on[size].empty, size)).toEqual([]);
    });

    test('a private chat with its cards has no fault', async () => {
      expect(await allFaultsOn(on[size].chat, size)).toEqual([]);
    });

    test('a question that is answered on its card has no fault', async () => {
      const { asked } = on[size];
      await asked.newest(whoRuns).getByRole('checkbox').first().waitFor();
      expect(await allFaultsOn(asked, size)).toEqual([]);
    });

    test('the leaders’ room has no fault, with everything about a decision unfolded', async () => {
      const { leaders } = on[size];
      await leaders.unfold('Year 4 Explorers');
      const unfolded = look === 'Teams' ? leaders.message('Year 4 Explorers') : leaders.more;
      await unfolded.getByText('The newsletter and the school website').waitFor();
      expect(await allFaultsOn(leaders, size)).toEqual([]);
      if (look === 'Slack') await leaders.page.keyboard.press('Escape');
    });

    test('a home has no fault', async () => {
      expect(await allFaultsOn(on[size].home, size)).toEqual([]);
    });

    test('a form has no fault, neither at first nor with something to put right, nor when it waits', async () => {
      const { chat } = on[size];
      await chat.press(begun, 'Fill in everything at once');
      await chat.dialog.getByLabel('Name').first().fill('Year 4 Explorers');
      expect(await allFaultsOn(chat, size)).toEqual([]);
      await chat.dialog.getByRole('button', { name: 'Check it' }).click();
      await chat.dialog.getByText('Please write a few words here.').first().waitFor();
      expect(await allFaultsOn(chat, size)).toEqual([]);
      await chat.page.keyboard.press('Escape');
      await chat.page.getByText('isn’t sent yet.').waitFor();
      expect(await allFaultsOn(chat, size)).toEqual([]);
      await chat.page.getByRole('button', { name: 'Discard it' }).click();
    });

    test('the records have no fault', async () => {
      expect(await allFaultsOn(on[size].records, size)).toEqual([]);
    });
  },
);
