/** What the Teams door reads and writes, held against Microsoft's own schemas and samples. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Card } from '../../src/core/card.ts';
import type { Incoming } from '../../src/core/door.ts';
import { draw, drawDialog, summaryOf } from '../../src/teams/draw.ts';
import { samples } from '../cards/samples.ts';
import { walk } from '../fakes/teams-cards.ts';
import { answerTo } from '../teams/bot.ts';

const shared = new URL('../../../shared/', import.meta.url);

const schema = z.record(z.string(), z.unknown());

function schemaFile(name: string): Record<string, unknown> {
  return schema.parse(JSON.parse(readFileSync(new URL(`schemas/${name}`, shared), 'utf8')));
}

function compiled(of: Record<string, unknown>): ValidateFunction {
  const { $schema: _draft, id: _id, ...rest } = of;
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: false, logger: false });
  addFormats.default(ajv);
  return ajv.compile(rest);
}

/** The published schema forgot a style that Teams documents and draws. */
function cardSchema(): Record<string, unknown> {
  const text = JSON.stringify(schemaFile('adaptive-card-1.5.json'));
  return schema.parse(
    JSON.parse(text.replace('"enum":["compact","expanded"]', '"enum":["compact","expanded","filtered"]')),
  );
}

const isCard = compiled(cardSchema());

test.each(Object.entries(samples))('“%s” is a valid Adaptive Card 1.5', (_name, card) => {
  for (const drawn of card.kind === 'form' ? [draw(card), drawDialog(card)] : [draw(card)]) {
    isCard(drawn);
    expect(isCard.errors ?? []).toEqual([]);
    // The schema does not ask for these, Teams does.
    expect(drawn).toMatchObject({ type: 'AdaptiveCard', version: '1.5' });
  }
});

test('the schema would tell of a slip', () => {
  expect(isCard({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', txt: 'Hello' }] })).toBe(
    false,
  );
});

test.each(Object.entries(samples))(
  '“%s” has a label on every input and wraps every text',
  (_name, card: Card) => {
    for (const part of walk(draw(card))) {
      if (String(part.type).startsWith('Input.')) expect(part.label).toBeTruthy();
      const isMark = typeof part.text === 'string' && part.text.length <= 10;
      if (part.type === 'TextBlock' && !isMark) expect(part.wrap).toBe(true);
    }
  },
);

test('what is sent is an activity as the connector knows it', () => {
  const { definitions } = z
    .object({ definitions: z.record(z.string(), z.unknown()) })
    .parse(schemaFile('bot-connector-swagger.json'));
  const isActivity = compiled({ definitions, $ref: '#/definitions/Activity' });
  for (const card of Object.values(samples)) {
    const sent = {
      type: 'message',
      summary: summaryOf(card),
      conversation: { id: '19:slt@thread.tacv2' },
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: draw(card) }],
    };
    isActivity(sent);
    expect(isActivity.errors ?? []).toEqual([]);
  }
});

test('the manifest can be installed', () => {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../manifests/teams.json', import.meta.url), 'utf8'),
  );
  const isManifest = compiled(schemaFile('teams-manifest-1.22.json'));
  isManifest(manifest);
  expect(isManifest.errors ?? []).toEqual([]);
});

const expected: Record<string, string> = {
  'conversation-update-bot-added-personal.json': '200 joined',
  'conversation-update-bot-added-team.json': '200 joined',
  'conversation-update-channel-deleted.json': '200',
  'conversation-update-channel-renamed.json': '200',
  'conversation-update-member-removed-team.json': '200',
  'conversation-update-user-added-team.json': '200',
  'installation-update-add-personal.json': '200 joined',
  'installation-update-add-team.json': '200 joined',
  'installation-update-add-upgrade-team.json': '200',
  'installation-update-remove-team.json': '200',
  // These buttons belong to other bots.
  'invoke-adaptivecard-action-execute-channel.json': '400',
  'invoke-adaptivecard-action-execute.json': '400',
  'invoke-adaptivecard-action-refresh.json': '200',
  'invoke-o365-execute-action.json': '501',
  'invoke-signin-verify-state.json': '501',
  'invoke-task-fetch.json': '400',
  'invoke-task-submit.json': '400',
  'message-action-submit-channel.json': '200',
  'message-action-submit.json': '200',
  'message-channel-mention-plain.json': '200 said “Hey”',
  'message-channel-mention.json': '200 said “Hey”',
  'message-channel-reply-no-mention.json': '200',
  'message-channel-two-mentions.json': '200 said “add Other Person”',
  'message-delete-soft.json': '200',
  'message-groupchat-mention.json': '200 said “status”',
  'message-personal-action-submit.json': '200',
  'message-personal-html-multiline.json':
    '200 said “Yesterday: shipped A\n\nToday: B & C\n\nBlockers: none <3”',
  'message-personal.json': '200 said “Hey”',
  'message-reaction-added.json': '200',
  'message-reaction-removed.json': '200',
  'message-update-edited.json': '200',
};

const fixtures = new URL('fixtures/teams/', shared);

test.each(readdirSync(fixtures).filter((name) => name.endsWith('.json')))(
  '%s is understood',
  async (name) => {
    const posted: unknown = JSON.parse(readFileSync(new URL(name, fixtures), 'utf8'));
    const received: Incoming[] = [];
    const { status } = await answerTo(posted, async (incoming) => {
      received.push(incoming);
      return {};
    });
    const told = received.map(({ event }) => (event.type === 'said' ? `said “${event.text}”` : event.type));
    expect([status, ...told].join(' ')).toBe(expected[name]);
    for (const { workspace } of received) expect(workspace).toBe('a1b2c3d4-e5f6-7890-abcd-ef1234567890');
  },
);
