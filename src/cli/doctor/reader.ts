/** Does the school's own language model answer as a reader must, and what is sent to it? */
import type { Engine } from '../../policy/answer.ts';
import { type Finding, fault, note, ok } from './finding.ts';

const sample = 'Can I accept a friend request from a pupil?';

export async function examineReader({ outside }: Engine): Promise<Finding[]> {
  if (!outside) return [];
  const sent = note(
    `${outside.when === 'always' ? 'Every message' : 'A message that is unclear'} goes to it without names, numbers and addresses. What may be about a child’s safety never does.`,
  );
  const read = await outside.read(sample);
  if (!read || read.topics.length === 0)
    return [
      fault(
        'Your language model does not read messages as it should, so the built-in reader answers alone.',
        'Check READER_URL, READER_MODEL and READER_KEY, and that it answers within two seconds with JSON.',
      ),
      sent,
    ];
  return [
    ok(`Your language model reads messages (it took the sample for “${read.topics[0]?.label}”).`),
    sent,
  ];
}
