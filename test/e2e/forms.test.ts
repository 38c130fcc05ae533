/** Forms in a real browser: what's wrong is said beside the field until it's put right, and nothing that was typed is lost. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser, type Visitor, visit } from './browser.ts';
import { type Running, startServer } from './server.ts';

let server: Running;
let browser: Browser;
let joy: Visitor;

const phone = { viewport: { width: 390, height: 700 }, hasTouch: true };

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const submit = () => joy.dialog.getByRole('button', { name: 'Check it' });
const name = () => joy.dialog.getByLabel('Name').first();
const unsent = () => joy.page.getByText('“New school account” isn’t sent yet.');

async function openForm() {
  await joy.say('I’d like to ask for a new school account');
  await joy
    .newest('What will it be called?')
    .getByRole('button', { name: 'Fill in everything at once' })
    .click();
  await name().waitFor();
}

describe.each([
  ['Teams', 'tom'],
  ['Slack', 'gil'],
] as const)('a question on a card as %s draws it', (look, as) => {
  test('keeps what was picked over a reload, and when it is refused', async () => {
    joy = await visit(browser, `${server.address}/?school=kenn-kenton&as=${as}`);
    await joy.look(look);
    await joy.say('I’d like to ask for a new school account');
    for (const [question, answer] of [
      ['What will it be called?', 'Year 5 Bakers'],
      ['Which platform is it for?', 'Instagram'],
      ['What is it for?', 'Show families what we bake'],
      ['Who is it meant for?', 'Families of Year 5'],
      ['How will people hear about it?', 'The newsletter'],
    ] as const) {
      await joy.newest(question).waitFor();
      await joy.say(answer);
    }
    const first = () => joy.newest('Who will run it?').getByRole('checkbox').first();
    await first().check();
    await joy.page.reload();
    await first().waitFor();
    expect(await first().isChecked()).toBe(true);
    await joy.newest('Who will run it?').getByRole('button', { name: 'OK' }).click();
    await joy.newest('Please name at least 2 people.').waitFor();
    expect(await first().isChecked()).toBe(true);
    await joy.close();
  });
});

describe.each(['Teams', 'Slack'] as const)('a form as %s draws it', (look) => {
  beforeEach(async () => {
    joy = await visit(browser, `${server.address}/?school=kenn-kenton&as=joy`, phone);
    await joy.look(look);
    await openForm();
  });

  afterEach(async () => {
    expect(joy.complaints).toEqual([]);
    await joy.close();
  });

  test('says what is wrong beside the field until it is changed, beginning at the first', async () => {
    await submit().click();
    const wrong = joy.dialog.getByText('Please write a few words here.');
    await wrong.nth(3).waitFor();
    const before = await wrong.count();
    const focused = joy.dialog.locator(':focus');
    expect(await focused.getAttribute('aria-invalid')).toBe('true');
    await joy.page.keyboard.type('Year 4 Explorers');
    expect(await name().inputValue()).toBe('Year 4 Explorers');
    expect(await name().getAttribute('aria-invalid')).toBe(null);
    expect(await wrong.count()).toBe(before - 1);
  });

  test('counts what is filled in of what has to be', async () => {
    await joy.dialog.getByText('0 of 7 filled in').waitFor();
    await name().fill('Year 4 Explorers');
    await joy.dialog.getByLabel('Joy Mensah').first().check();
    await joy.dialog.getByText('2 of 7 filled in').waitFor();
    await name().fill('');
    await joy.dialog.getByText('1 of 7 filled in').waitFor();
  });

  test.each([700, 360])('has its button in reach on a phone with %d pixels left of it', async (height) => {
    await joy.page.setViewportSize({ width: 390, height });
    const box = await submit().boundingBox();
    expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
  });

  test('is there again after a reload, with everything that was typed', async () => {
    await name().fill('Year 4 Explorers');
    await joy.dialog.getByLabel('Joy Mensah').first().check();
    await joy.dialog.getByLabel('Private: we decide who can see it').check();
    await joy.page.reload();
    await joy.dialog.getByText('What you’d written is still here.').waitFor();
    expect(await name().inputValue()).toBe('Year 4 Explorers');
    expect(await joy.dialog.getByLabel('Joy Mensah').first().isChecked()).toBe(true);
    expect(await joy.dialog.getByLabel('Private: we decide who can see it').isChecked()).toBe(true);
    await joy.dialog.getByRole('button', { name: 'Start again' }).click();
    await joy.dialog.getByText('0 of 7 filled in').waitFor();
    expect(await name().inputValue()).toBe('');
  });

  test('is offered again after it was closed, until it is discarded', async () => {
    await name().fill('Year 4 Explorers');
    await joy.page.keyboard.press('Escape');
    await unsent().waitFor();
    await joy.page.reload();
    await joy.page.getByRole('button', { name: 'Go on with it' }).click();
    expect(await name().inputValue()).toBe('Year 4 Explorers');
    await joy.page.keyboard.press('Escape');
    await joy.page.getByRole('button', { name: 'Discard it' }).click();
    await unsent().waitFor({ state: 'hidden' });
    await openForm();
    expect(await name().inputValue()).toBe('');
  });

  test('asks for nothing any more once it was accepted, or when nothing was typed', async () => {
    await joy.page.keyboard.press('Escape');
    expect(await unsent().isVisible()).toBe(false);
    await joy.say('A reporter from The Gazette just rang me');
    await joy
      .newest('What’s the journalist’s name?')
      .getByRole('button', { name: 'Fill in everything at once' })
      .click();
    await joy.fillInCall('The Gazette');
    await joy.dialog.waitFor({ state: 'hidden' });
    expect(await joy.page.getByText('isn’t sent yet.').isVisible()).toBe(false);
    await joy.press('Please check it before it goes', 'Cancel');
  });
});
