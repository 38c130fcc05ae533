/** An account that Ada and Joy run, for stories that begin when it is on record. */
import type { Account } from '../../../src/duties/register/account.ts';

export const ada = { id: 'ada', name: 'Ada Osei' };
const joy = { id: 'joy', name: 'Joy Bell' };

export const account: Account = {
  id: 'S-1',
  request: 'A-1',
  name: 'Year 4',
  platform: 'Instagram',
  state: 'active',
  askedBy: ada,
  owners: [ada, joy],
  moderators: [],
  approved: [ada, joy],
  leave: [],
  fewestOwners: 1,
  checklist: [],
  ticked: [],
  version: 1,
  edits: [],
  history: [],
  since: '2027-03-02',
  // What else there is to say about it has been said for a long time to come.
  alarmed: { 'standing ada': '2099-01-01', 'standing joy': '2099-01-01' },
};
