/** Draws cards with Microsoft's own renderer. */
import { theme } from './looks.js';
import { markdown } from './marked-words.js';
import { teamsLook } from './teams-looks.js';

const { AdaptiveCard, HostConfig } = globalThis.AdaptiveCards;

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text);
  result.didProcess = true;
};

/** `act` is called with a button's data, among it what was filled in, and the button. */
export function drawTeams(payload, act) {
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(teamsLook(theme()));
  card.parse(payload);
  let pressed;
  card.onExecuteAction = (action) => act(action.data ?? {}, pressed);
  const drawn = card.render();
  // The renderer does not say which button it was, and not every browser focuses the one that is clicked.
  drawn.addEventListener(
    'click',
    (event) => {
      pressed = event.target.closest('button');
    },
    true,
  );
  drawn.classList.add('teams-card');
  // The card is part of a conversation, and its text twin would be read out before everything in it.
  drawn.removeAttribute('tabindex');
  drawn.removeAttribute('aria-label');
  return { drawn, inputs: card.getAllInputs() };
}
