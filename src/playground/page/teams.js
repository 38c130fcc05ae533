/** Draws cards with Microsoft's own renderer. */
/** @import * as Renderer from 'adaptivecards' */
import { theme } from './looks.js';
import { markdown } from './marked-words.js';
import { teamsLook } from './teams-looks.js';

// Its own file, loaded before this one, puts it there.
const { AdaptiveCard, HostConfig, SubmitAction, ExecuteAction } =
  /** @type {{ AdaptiveCards: typeof Renderer }} */ (/** @type {unknown} */ (globalThis)).AdaptiveCards;

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text);
  result.didProcess = true;
};

/**
 * @param {unknown} payload
 * @param {(data: object, button: Element) => void} act is called with a button's data, among it what was filled in.
 */
export function drawTeams(payload, act) {
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(teamsLook(theme()));
  card.parse(payload);
  /** @type {Element | null} */
  let pressed = null;
  card.onExecuteAction = (action) => {
    if (pressed && (action instanceof SubmitAction || action instanceof ExecuteAction))
      act(action.data ?? {}, pressed);
  };
  const drawn = card.render();
  if (!drawn) throw new Error('Expected a card that the renderer for Teams can draw.');
  // The renderer does not say which button it was, and not every browser focuses the one that is clicked.
  drawn.addEventListener(
    'click',
    (event) => {
      pressed = event.target instanceof Element ? event.target.closest('button') : null;
    },
    true,
  );
  drawn.classList.add('teams-card');
  // The card is part of a conversation, and its text twin would be read out before everything in it.
  drawn.removeAttribute('tabindex');
  drawn.removeAttribute('aria-label');
  for (const button of drawn.querySelectorAll('button[aria-controls]')) tellOfFold(drawn, button);
  return { drawn, inputs: card.getAllInputs() };
}

let foldNumber = 0;

/**
 * A button that unfolds a part says whether it is open. The renderer says so of the part instead, where it is not
 * allowed, and gives the same id to the parts of every card.
 * @param {HTMLElement} card
 * @param {Element} button
 */
function tellOfFold(card, button) {
  const part = card.querySelector(`#${CSS.escape(button.getAttribute('aria-controls') ?? '')}`);
  if (!(part instanceof HTMLElement)) return;
  part.id = `fold-${foldNumber++}`;
  button.setAttribute('aria-controls', part.id);
  const tell = () => {
    part.removeAttribute('aria-expanded');
    button.setAttribute('aria-expanded', String(part.style.display !== 'none'));
  };
  tell();
  new MutationObserver(tell).observe(part, { attributeFilter: ['style'] });
}
