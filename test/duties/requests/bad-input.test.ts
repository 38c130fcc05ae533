import { describe, expect, it } from 'vitest';
import { reads, type Seen, type TestCore } from '../../support/test-core.ts';
import { open, press } from '../support/scenarios.ts';

describe('bad input', () => {
  async function filled(core: TestCore, change: Record<string, string | string[]>): Promise<Seen[]> {
    const first = await core.raw('ada', { type: 'pressed', action: 'requests.start', value: {} });
    await press(core, 'ada', first, 'Fill in everything at once');
    return core.fill('ada', {
      name: 'Year 4',
      platform: 'Instagram',
      aim: 'Learning',
      audience: 'Families',
      promotion: 'Newsletter',
      runners: ['ada', 'joy'],
      open: 'private',
      ...change,
    });
  }

  it('is met with a sentence for each field', async () => {
    const core = open();
    await filled(core, { runners: ['Ada Osei', 'ada osei'] });
    expect(core.problems()?.runners).toContain('You’ve given one name twice');
    await filled(core, { runners: ['ada', 'Jo Smith'] });
    expect(core.problems()?.runners).toContain('I can’t find “Jo Smith”');
    await filled(core, { aim: 'x'.repeat(3001) });
    expect(core.problems()?.aim).toContain('That’s 3001 characters. Please keep it to 3000');
    await filled(core, { promotion: 'The page password is Hunter2!' });
    expect(core.problems()?.promotion).toContain('looks like a password');
  });

  it('of 3,000 characters fits, and reaches the leaders', async () => {
    const core = open();
    const summary = await filled(core, { aim: 'y'.repeat(3000) });
    expect(reads(await press(core, 'ada', summary, 'Send it'), 'room:slt')).toContain('y'.repeat(3000));
  });
});
