/** The story that plays by itself: who does what, and what the caption says meanwhile. It is played at the first school. */

/** What the teacher asks for: at each telling something else. */
const accounts = ['Year 4 Explorers', 'Year 2 Gardeners', 'Forest School Diary', 'Choir News'];

/**
 * One step. `until` is what one of the latest messages says when the step has come to its end.
 * @typedef {object} Step
 * @property {string} as
 * @property {string} [in] their private chat where none is named
 * @property {string} caption
 * @property {string} [say]
 * @property {string} [press] the button's label
 * @property {{ answers: [field: string, answer: string | true][], send: string }} [fill] true ticks a box
 * @property {string} until
 */

/**
 * @param {number} telling how often it has been told before
 * @returns {Step[]}
 */
export function storyFor(telling) {
  const account = accounts[telling % accounts.length] ?? '';
  const verdict = 'Leave the request unanswered';
  return [
    {
      as: 'joy',
      caption: 'Joy, a teacher, has a friend request on her phone. Before she taps, she asks.',
      say: 'Can I accept this friend request?',
      until: 'Who is it?',
    },
    {
      as: 'joy',
      caption: 'That depends on who it is, so Chalkline asks back. Joy presses one button.',
      press: 'A pupil here',
      until: verdict,
    },
    {
      as: 'joy',
      caption: 'The answer is no. It says what to do, and shows the clause in the school’s own policy.',
      until: verdict,
    },
    {
      as: 'joy',
      caption: 'Next, Joy would like an account for the school. She says so in her own words.',
      say: 'I’d like to ask for a new school account',
      until: 'New school account',
    },
    {
      as: 'joy',
      caption: 'Chalkline knows what the policy wants to know. Joy answers it all in one form.',
      press: 'Fill in everything at once',
      fill: {
        answers: [
          ['Name', account],
          ['Platform', 'Instagram'],
          ['Aim', 'Show families what we’re learning, once a week'],
          ['Intended audience', 'Families of our pupils'],
          ['Promotion', 'The newsletter'],
          ['Joy Mensah', true],
          ['Ada Osei', true],
          ['Private', true],
        ],
        send: 'Check it',
      },
      until: 'Please check it before it goes',
    },
    { as: 'joy', caption: 'She reads it through once more, and sends it.', press: 'Send it', until: account },
    {
      as: 'sam',
      in: 'room:slt',
      caption: 'Now you’re Sam, the headteacher. The request is already in the leaders’ room.',
      until: account,
    },
    {
      as: 'sam',
      caption:
        'Only those who may decide have the buttons, in their own chat. Training is missing, so Sam has to say why.',
      press: 'Approve anyway',
      fill: {
        answers: [['Why approve it anyway?', 'Both are booked on the course on Friday.']],
        send: 'Approve anyway',
      },
      until: 'Approved by Sam Hale',
    },
    {
      as: 'joy',
      caption: 'Back to Joy: the good news has arrived, and her own card says the same.',
      until: 'Good news',
    },
    {
      as: 'joy',
      caption: 'It’s all on record: who asked, who decided, when and why. Now it’s your turn.',
      until: 'Good news',
    },
  ];
}
