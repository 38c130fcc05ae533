/** The playground's page in a real browser, with the real Chalkline behind it. */
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { tooSmallOn } from './accessibility.ts';
import { desktop, openBrowser, phone, type Visitor, visit } from './browser.ts';
import { type Running, startServer } from './server.ts';

let server: Running;
let browser: Browser;
let visitors: Visitor[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});

afterEach(async () => {
  await Promise.all(visitors.map((visitor) => visitor.close()));
  visitors = [];
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function open(path: string, options?: BrowserContextOptions): Promise<Visitor> {
  const visitor = await visit(browser, `${server.address}${path}`, options);
  visitors.push(visitor);
  return visitor;
}

const friendRequest = 'Can I accept this friend request?';

describe('a newcomer', () => {
  test('finds something to try, and an answer from the policy two presses later', async () => {
    const ada = await open('/');
    await ada.page.getByRole('button', { name: friendRequest }).click();
    await ada.press('Who is it?', 'A pupil here');
    await ada.message('Read the clause').waitFor();
    expect(ada.complaints).toEqual([]);
  });

  test('reads the same answer as Slack draws it', async () => {
    const ada = await open('/?school=old-park&as=joy');
    await ada.say(friendRequest);
    await ada.press('Who is it?', 'A pupil here');
    const answer = ada.message('Read the clause');
    await answer.waitFor();
    await ada.look('Slack');
    expect(await answer.locator('.slack-blocks').count()).toBe(1);
    expect(await answer.locator('.teams-card').count()).toBe(0);
    await answer.getByRole('button', { name: 'Helpful', exact: true }).click();
    expect(ada.complaints).toEqual([]);
  });

  test('meets another policy at another school', async () => {
    const ada = await open('/?school=old-park&as=ada');
    await ada.page.getByLabel('School and its policy').selectOption('westgate');
    await ada.page.getByRole('heading', { name: 'Hello, Ada' }).waitFor();
    expect(new URL(ada.page.url()).searchParams.get('school')).toBe('westgate');
    await ada.page.goBack();
    expect(await ada.page.getByLabel('School and its policy').inputValue()).toBe('old-park');
  });
});

describe('writing', () => {
  test('sends with Enter, starts a new line with Shift and Enter, and begins empty again', async () => {
    const tom = await open('/?school=hermitage&as=tom');
    await tom.page.locator('#words').fill('hello');
    await tom.page.keyboard.press('Shift+Enter');
    await tom.page.keyboard.type('there');
    await tom.page.keyboard.press('Enter');
    await tom.message('hello\nthere').waitFor();
    expect(await tom.page.locator('#words').inputValue()).toBe('');
  });

  test('keeps what was begun while one looks elsewhere', async () => {
    const tom = await open('/?school=hermitage&as=tom');
    await tom.page.locator('#words').fill('half a sente');
    await tom.be('Joy Mensah');
    expect(await tom.page.locator('#words').inputValue()).toBe('');
    await tom.be('Tom Reyes');
    expect(await tom.page.locator('#words').inputValue()).toBe('half a sente');
  });

  test('gives back what is too long, and says so', async () => {
    const tom = await open('/?school=hermitage&as=tom');
    await tom.say('x'.repeat(12_001));
    await tom.page.getByText('Please keep a message to 12000.').waitFor();
    expect(await tom.page.locator('#words').inputValue()).toHaveLength(12_001);
  });

  test('breaks a word that is longer than its card, and cuts nothing of it off', async () => {
    const gil = await open('/?school=kenn-kenton&as=gil', phone);
    await gil.say('A reporter just rang me');
    await gil.press('What’s the journalist’s name?', 'Fill in everything at once');
    await gil.fillInCall(`https://news.example/${'a'.repeat(80)}`);
    const card = gil.newest('Please check it before it goes').locator('.teams-card, .slack-blocks');
    const beyond =
      "Math.max(...[...document.querySelectorAll('.teams-card, .slack-blocks')].map((card) => card.scrollWidth - card.clientWidth))";
    for (const look of ['Teams', 'Slack'] as const) {
      await gil.look(look);
      await card.waitFor();
      expect(await gil.page.evaluate(beyond), look).toBe(0);
    }
  });

  test('shows words as they are, never as markup', async () => {
    const tom = await open('/?school=hermitage&as=tom&in=channel:staffroom');
    await tom.say('<img src=x onerror=alert(1)> **bold**');
    await tom.message('<img src=x onerror=alert(1)> **bold**').waitFor();
    expect(tom.complaints).toEqual([]);
  });
});

describe('a form', () => {
  const opened = async (look: 'Teams' | 'Slack', as: string) => {
    const visitor = await open(`/?school=kenn-kenton&as=${as}`);
    await visitor.look(look);
    await visitor.say('I’d like to ask for a new school account');
    await visitor.press('What will it be called?', 'Fill in everything at once');
    await visitor.dialog.getByLabel('Name').fill('Year 4 Explorers');
    await visitor.dialog.getByLabel('Platform').fill('Instagram');
    await visitor.dialog.getByLabel('Aim').fill('Show families what we learn');
    await visitor.dialog.getByLabel('Intended audience').fill('Families of Year 4');
    await visitor.dialog.getByLabel('Promotion').fill('The newsletter');
    await visitor.dialog.getByLabel('Joy Mensah').first().check();
    await visitor.dialog.getByLabel('Open: anyone can see it').check();
    return visitor;
  };

  test.each([
    ['Teams', 'ada'],
    ['Slack', 'joy'],
  ] as const)('as %s draws it keeps what was written while something is wrong', async (look, as) => {
    const visitor = await opened(look, as);
    await visitor.dialog.getByRole('button', { name: 'Check it' }).click();
    await visitor.dialog.getByText('Please name at least 2 people.').waitFor();
    expect(await visitor.dialog.getByLabel('Name').inputValue()).toBe('Year 4 Explorers');
    await visitor.dialog.getByLabel('Ada Osei').first().check();
    await visitor.dialog.getByRole('button', { name: 'Check it' }).click();
    await visitor.message('Please check it before it goes').waitFor();
    expect(await visitor.dialog.isVisible()).toBe(false);
    expect(visitor.complaints).toEqual([]);
  });

  test('that opens after one has gone elsewhere still belongs to whoever asked for it', async () => {
    const visitor = await open('/?school=hermitage&as=tom');
    await visitor.say('A reporter just rang me');
    await visitor.newest('What’s the journalist’s name?').waitFor();
    let letThrough = () => {};
    const held = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await visitor.page.route('**/playground/press', async (route) => {
      await held;
      await route.continue();
    });
    await visitor.press('What’s the journalist’s name?', 'Fill in everything at once');
    await visitor.be('Gil Marsh');
    letThrough();
    await visitor.fillInCall('The Gazette');
    await visitor.dialog.waitFor({ state: 'hidden' });
    await visitor.be('Tom Reyes');
    await visitor.newest('Please check it before it goes').waitFor();
  });

  test('closes with Escape and leaves the keyboard where it was', async () => {
    const lin = await open('/?school=kenn-kenton&as=lin');
    await lin.say('I’d like to ask for a new school account');
    const button = lin
      .message('What will it be called')
      .getByRole('button', { name: 'Fill in everything at once' });
    await button.focus();
    await lin.page.keyboard.press('Enter');
    await lin.dialog.getByLabel('Name').waitFor();
    for (let at = 0; at < 40; at++) await lin.page.keyboard.press('Tab');
    expect(await lin.dialog.locator(':focus').count()).toBe(1);
    await lin.page.keyboard.press('Escape');
    expect(await lin.dialog.isVisible()).toBe(false);
    expect(await lin.message('What will it be called').locator('button:focus').textContent()).toBe(
      'Fill in everything at once',
    );
  });
});

describe('two people side by side', () => {
  test('see each other’s words at once, and the other’s count of unread ones', async () => {
    const [ada, joy] = await Promise.all([
      open('/?school=abbotswood&as=ada&in=channel:staffroom'),
      open('/?school=abbotswood&as=joy'),
    ]);
    await ada.say('good morning');
    await joy.page.getByRole('button', { name: '#staffroom 1 unread' }).click();
    await joy.message('good morning').waitFor();
    await ada.say('@Chalkline can I accept this friend request?');
    await joy.message('Who is it?').waitFor();
    expect(await joy.page.locator('.replies').filter({ hasText: 'Who is it?' }).count()).toBe(1);
  });
});

describe('a thread', () => {
  test('can be answered after whoever began it has left', async () => {
    const joy = await open('/?school=westgate&as=joy&in=channel:staffroom');
    await joy.say('good morning');
    const ada = await open('/');
    await ada.page.route(/playground.schools/, async (route) => {
      const response = await route.fetch();
      const schools = (await response.json()) as { people: { id: string }[] }[];
      const json = schools.map((school) => ({
        ...school,
        people: school.people.filter(({ id }) => id !== 'joy'),
      }));
      await route.fulfill({ response, json });
    });
    await ada.page.goto(`${server.address}/?school=westgate&as=ada&in=channel:staffroom`);
    await ada.message('good morning').waitFor();
    await ada.page.getByRole('button', { name: 'Reply in thread' }).click();
    await ada.page.getByText('Replying to Someone in the thread').waitFor();
    await ada.say('morning');
    await ada.page.locator('.replies').getByText('morning', { exact: true }).waitFor();
  });
});

describe('earlier messages', () => {
  test('that cannot be fetched are told of, and come when they are asked for again', async () => {
    const gil = await open('/?school=westgate&as=gil&in=channel:staffroom');
    for (let at = 0; at <= 60; at++)
      await gil.page.request.post(`${server.address}/playground/say`, {
        data: {
          id: `earlier-${at}`,
          school: 'westgate',
          as: 'gil',
          at: { conversation: 'channel:staffroom' },
          text: `message ${at} of many`,
        },
      });
    await gil.page.reload();
    await gil.message('message 60 of many').waitFor();
    await gil.page.route(/playground.messages.*before/, (route) => route.abort());
    const earlier = gil.page.getByRole('button', { name: 'Show earlier messages' });
    await earlier.click();
    const told = gil.page.getByText('The playground isn’t answering just now. Nothing is lost.');
    await told.waitFor();
    await gil.page.unroute(/playground.messages.*before/);
    await earlier.click();
    await gil.message('message 0 of many').waitFor();
    expect(await told.isVisible()).toBe(false);
  });
});

describe('the keyboard and screen readers', () => {
  test('get to the writing in two keys', async () => {
    const gil = await open('/?school=hermitage&as=gil');
    await gil.page.keyboard.press('Tab');
    await gil.page.keyboard.press('Enter');
    await gil.page.keyboard.type('hello');
    expect(await gil.page.locator('#words').inputValue()).toBe('hello');
  });

  test('find landmarks, a polite log and a name on every control', async () => {
    const gil = await open('/?school=hermitage&as=gil');
    await gil.say(friendRequest);
    await gil.message('Who is it?').waitFor();
    for (const landmark of ['main', 'complementary', 'navigation'] as const)
      expect(await gil.page.getByRole(landmark).count(), landmark).toBeGreaterThan(0);
    expect(await gil.log.getAttribute('aria-live')).toBe('polite');
    const controls = await gil.page.getByRole('main').ariaSnapshot();
    expect(controls).not.toMatch(/- (button|link|textbox|radio|combobox)\s*$/m);
  });
});

describe('on a phone', () => {
  test('nothing is wider than the screen, and everything is large enough to touch', async () => {
    const bea = await open('/?school=hermitage&as=bea', phone);
    await bea.say(friendRequest);
    await bea.message('Who is it?').waitFor();
    for (const look of ['Teams', 'Slack'] as const) {
      await bea.look(look);
      expect(await bea.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      expect(await tooSmallOn(bea.page)).toEqual([]);
    }
  });

  test('the people are in a drawer that Escape closes', async () => {
    const bea = await open('/?school=hermitage&as=bea', phone);
    const people = bea.page.getByRole('complementary');
    expect(await people.isVisible()).toBe(false);
    await bea.page.getByRole('button', { name: /Choose a school and a person/ }).click();
    await people.waitFor();
    expect(await people.locator('button:focus').count()).toBe(1);
    expect(await tooSmallOn(bea.page)).toEqual([]);
    await bea.page.keyboard.press('Escape');
    await people.waitFor({ state: 'hidden' });
    await bea.page.getByRole('button', { name: /Choose a school and a person/ }).click();
    await bea.be('Gil Marsh');
    await people.waitFor({ state: 'hidden' });
    expect(new URL(bea.page.url()).searchParams.get('as')).toBe('gil');
  });
});

describe('the colours', () => {
  test('follow the machine until somebody chooses, and then stay', async () => {
    const sam = await open('/?school=hermitage&as=sam', { ...desktop, colorScheme: 'dark' });
    const theme = () => sam.page.locator('html').getAttribute('data-theme');
    expect(await theme()).toBe('dark');
    await sam.page.getByRole('button', { name: 'Switch to light colours' }).click();
    await sam.page.reload();
    expect(await theme()).toBe('light');
  });
});

describe('when Chalkline is killed', () => {
  test('what was not sent waits, goes once it is back, and old buttons still work', async () => {
    const ada = await open('/?school=old-park&as=ada');
    await ada.say(friendRequest);
    await ada.message('Who is it?').waitFor();
    await server.kill();
    await ada.page.getByText('trying again').waitFor();
    await ada.say('And this one?');
    await ada.message('The playground isn’t answering just now.').waitFor();
    await server.restart();
    await ada.page.getByText('trying again').waitFor({ state: 'hidden' });
    await ada.page.getByRole('button', { name: 'Try again' }).click();
    await ada.page.getByRole('button', { name: 'Try again' }).waitFor({ state: 'hidden' });
    expect(await ada.log.getByText('And this one?', { exact: true }).count()).toBe(1);
    await ada.press(/Who is it\?/, 'A pupil here');
    await ada.message('Read the clause').waitFor();
  });
});
