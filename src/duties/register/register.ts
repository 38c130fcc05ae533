/** The register of the school's accounts: shown, kept, watched over, and closed in the end. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { button } from '../../core/card.ts';
import type { Duty } from '../../core/duty.ts';
import { alarmsAtHome, raiseAlarms } from './alarms.ts';
import { asksForRegister, showMore, showRegister } from './list.ts';
import { accountMatter } from './matter.ts';

export const register: Duty<PolicyTurn> = {
  name: 'register',
  help: {
    part: 'do',
    title: 'The school’s accounts',
    text: 'Write “accounts” to see them all, and who runs each one.',
    button: button('Show them', 'register.list'),
  },
  opens: { accounts: { said: asksForRegister, interrupts: true, run: showRegister } },
  pressed: { list: (turn) => showRegister(turn, ''), more: showMore },
  matters: [accountMatter],
  timePassed: raiseAlarms,
  home: alarmsAtHome,
};
