/** What the Slack door reads and writes, held against Slack's own samples and the documented limits. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import manifest from '../../manifests/slack.json' with { type: 'json' };
import { draw, drawHome } from '../../src/slack/draw.ts';
import { drawDialog } from '../../src/slack/draw-form.ts';
import { readPayload } from '../../src/slack/receive.ts';
import { samples } from '../cards/samples.ts';

const shared = new URL('../../../shared/', import.meta.url);
const at = '2027-03-02T21:04:00.000Z';

function read(path: string): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(new URL(path, shared), 'utf8')));
}

const ajv = new Ajv({ strict: false, discriminator: true, allErrors: false, logger: false });
ajv.addSchema(read('schemas/slack-blocks.schema.json'), 'blocks');
ajv.addSchema(read('schemas/slack-manifest-1.0.0.json'), 'manifest');

function checkOf(reference: string): ValidateFunction {
  return ajv.compile({ $ref: reference });
}

const isMessage = checkOf('blocks#/definitions/message_blocks');
const isModal = checkOf('blocks#/definitions/modal_view');
const isHome = checkOf('blocks#/definitions/home_view');
const isManifest = checkOf('manifest');

function faults(check: ValidateFunction, value: unknown): unknown[] {
  check(value);
  return check.errors ?? [];
}

describe.each(Object.entries(samples))('“%s”', (_, card) => {
  it('is a valid message and a valid Home tab', () => {
    expect(faults(isMessage, draw(card))).toEqual([]);
    expect(faults(isHome, drawHome(card))).toEqual([]);
  });

  it.runIf(card.kind === 'form')('is a valid modal', () => {
    const place = { platform: 'slack' as const, conversation: 'D1', direct: true };
    if (card.kind === 'form') expect(faults(isModal, drawDialog(card, place))).toEqual([]);
  });
});

test('the schema would tell of a slip', () => {
  expect(isMessage([{ type: 'section', text: { type: 'plain_text', text: '' } }])).toBe(false);
});

test('the manifest is one that Slack takes', () => {
  expect(faults(isManifest, manifest)).toEqual([]);
});

describe('Slack’s own samples', () => {
  const received: Record<string, [string, object] | 'ignored' | 'unknown'> = {
    'block-actions-button-value': ['press', { type: 'pressed', action: 'option-select:option-a' }],
    'block-actions-button': ['press', { type: 'pressed', action: 'feedback', value: {} }],
    'block-actions-ephemeral': ['press', { type: 'pressed', action: 'ephemeral_modal' }],
    'block-actions-radio-buttons': 'ignored',
    'block-actions-static-select': 'ignored',
    'block-suggestion': 'ignored',
    'event-app-home-opened': ['event', { type: 'opened', by: { platform: 'slack', user: 'W111' } }],
    'event-app-mention-shared-channel': ['event', { type: 'said', text: 'Hi there!' }],
    'event-app-mention-with-file': ['event', { type: 'said', attachments: 1 }],
    'event-app-mention': [
      'event',
      { type: 'said', text: 'Hello', place: { conversation: 'C00FAKECHAN2', thread: '1769220155.940449' } },
    ],
    'event-app-uninstalled': 'ignored',
    'event-member-joined-channel-grid': ['event', { type: 'joined', by: { user: 'U00FAKEUSER1' } }],
    'event-member-joined-channel': 'ignored',
    'event-member-left-channel': 'ignored',
    'event-message-bot-message': 'ignored',
    'event-message-changed': 'ignored',
    'event-message-channel-with-mention': 'ignored',
    'event-message-deleted': 'ignored',
    'event-message-file-share': 'ignored',
    'event-message-from-own-bot': 'ignored',
    'event-message-im-2': ['event', { type: 'said', place: { direct: true } }],
    'event-message-im': ['event', { type: 'said', place: { direct: true } }],
    'event-message-thread-broadcast': 'ignored',
    'event-message-thread-reply': 'ignored',
    'event-reaction-added': 'ignored',
    'event-tokens-revoked': 'ignored',
    // Answered before anything is read from it.
    'event-url-verification': 'unknown',
    'shortcut-global': 'ignored',
    'shortcut-message': 'ignored',
    'slash-command-with-text': ['command', { type: 'said', text: 'some arguments here' }],
    'slash-command': ['command', { type: 'said', text: '' }],
    'view-closed': 'ignored',
    'view-submission-from-ephemeral': 'ignored',
    'view-submission-json-metadata': 'ignored',
    'view-submission-response-urls': 'ignored',
    'view-submission': 'ignored',
  };

  const names = readdirSync(new URL('fixtures/slack/', shared))
    .filter((file) => file.endsWith('.json') && !file.startsWith('outgoing-'))
    .map((file) => file.replace('.json', ''));

  it.each(names.filter((name) => !name.startsWith('skeleton-')))('“%s” is read', (name) => {
    const payload = readPayload(read(`fixtures/slack/${name}.json`), at);
    const expected = received[name];
    expect(expected).toBeDefined();
    if (typeof payload === 'string' || typeof expected === 'string') expect(payload).toBe(expected);
    else expect([payload.way, payload.incoming.event]).toMatchObject(expected ?? []);
  });

  it.each(names.filter((name) => name.startsWith('skeleton-')))('“%s” does no harm', (name) => {
    expect(['ignored', 'unknown']).toContain(readPayload(read(`fixtures/slack/${name}.json`), at));
  });
});
