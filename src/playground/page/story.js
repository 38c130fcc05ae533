/** Plays the story through the real bot, with a caption. Whoever steps in takes over; it goes on when it is told to. */
/** @import { Step } from './story-script.js' */
import { byId } from './dom.js';
import { perform, says } from './story-hands.js';
import { storyFor } from './story-script.js';

/** Somebody else has pressed or written something, or has stopped the story. */
class SteppedIn extends Error {}

/** How long a caption stays: a little, and a little more for each letter. */
const restFor = (/** @type {string} */ caption) => 1800 + 28 * caption.length;

const calm = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * @param {(to: { as: string, in: string }) => void} go
 * @param {(text: string) => void} say
 */
export function openStory(go, say) {
  const bar = byId('story');
  /** @type {Step[]} */
  let steps = [];
  let at = 0;
  let toldBefore = Math.floor(Math.random() * 100);
  /** Each telling has a number of its own; an earlier one that is still on its way notices. */
  let telling = 0;
  let isPlaying = false;
  let interrupt = () => {};
  /** “Next” was pressed before the step had come to its end. */
  let isHurried = false;
  const hurry = () => {
    isHurried = true;
  };
  let goOn = hurry;

  byId('story-play').addEventListener('click', playOrPause);
  byId('story-next').addEventListener('click', () => goOn());
  byId('story-stop').addEventListener('click', stop);
  for (const deed of ['pointerdown', 'keydown']) addEventListener(deed, stepIn, true);
  return { start };

  async function start() {
    telling += 1;
    const mine = telling;
    steps = storyFor(toldBefore++);
    isPlaying = !calm.matches;
    goOn();
    isHurried = false;
    bar.hidden = false;
    for (let number = 0; number < steps.length && mine === telling; number++) {
      at = number;
      await tell(mine);
    }
    if (mine !== telling) return;
    at = steps.length;
    isPlaying = false;
    draw();
  }

  /** @param {number} mine */
  async function tell(mine) {
    const step = steps[at];
    if (!step) return;
    draw();
    if (at === 0) byId('story-play').focus();
    while (mine === telling) {
      go({ as: step.as, in: step.in ?? step.as });
      const outcome = await attempt(step);
      if (outcome === 'done' || mine !== telling) break;
      isPlaying = false;
      draw(outcome === 'lost' ? lost : undefined);
      await wish();
      // Whoever stepped in may have done it themselves.
      if (outcome === 'stepped in' && says(step.until)) break;
    }
    const isLast = at === steps.length - 1;
    if (mine === telling && !isLast) await wish(restFor(step.caption));
  }

  /** @param {Step} step */
  async function attempt(step) {
    try {
      await perform(step, say, pause);
      return 'done';
    } catch (error) {
      return error instanceof SteppedIn ? 'stepped in' : 'lost';
    }
  }

  /**
   * @param {number} ms
   * @returns {Promise<void>}
   */
  function pause(ms) {
    return new Promise((resolve, reject) => {
      interrupt = () => reject(new SteppedIn());
      setTimeout(resolve, ms);
    });
  }

  /**
   * Until somebody wants to go on; by itself after a while if it is playing.
   * @param {number} [rest]
   * @returns {Promise<void>}
   */
  function wish(rest) {
    return new Promise((resolve) => {
      const done = () => {
        goOn = hurry;
        isHurried = false;
        resolve();
      };
      if (isHurried) return done();
      goOn = done;
      if (rest !== undefined) setTimeout(() => isPlaying && goOn === done && done(), rest);
    });
  }

  function playOrPause() {
    if (isOver()) return start();
    isPlaying = !isPlaying;
    draw();
    if (isPlaying && goOn !== hurry) goOn();
  }

  function stop() {
    telling += 1;
    isPlaying = false;
    interrupt();
    goOn();
    bar.hidden = true;
    byId('words').focus();
  }

  /** @param {Event} event */
  function stepIn(event) {
    const isOurs = event.target instanceof Node && bar.contains(event.target);
    const isMovingAbout = event instanceof KeyboardEvent && ['Tab', 'Shift'].includes(event.key);
    if (bar.hidden || isOver() || isOurs || isMovingAbout || !event.isTrusted) return;
    interrupt();
    isHurried = false;
    isPlaying = false;
    draw();
  }

  function isOver() {
    return at >= steps.length;
  }

  /** @param {string} [caption] */
  function draw(caption = steps[Math.min(at, steps.length - 1)]?.caption ?? '') {
    const step = Math.min(at + 1, steps.length);
    const progress = byId('story-progress', HTMLProgressElement);
    progress.max = steps.length;
    progress.value = step;
    progress.textContent = `${step} of ${steps.length}`;
    byId('story-step').textContent = `${step} of ${steps.length}`;
    if (byId('story-caption').textContent !== caption) byId('story-caption').textContent = caption;
    byId('story-play').textContent = isOver() ? 'Play again' : isPlaying ? 'Pause' : 'Play';
    byId('story-next').hidden = isOver();
    byId('story-stop').textContent = isOver() ? 'Close' : 'Stop';
  }
}

const lost = 'The story can’t go on from here. Press Next to try this step again, or Stop and look around.';
