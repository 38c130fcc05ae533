/** Measures and colours for Microsoft's renderer, so that a card looks as it would in Teams, light and dark. */
const font =
  "'Segoe UI', 'Segoe UI Web', Inter, system-ui, -apple-system, Roboto, 'Liberation Sans', sans-serif";
const sizes = { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 };
const weights = { lighter: 300, default: 400, bolder: 600 };

const palettes = {
  light: {
    text: ['#242424', '#5d5d5d'],
    accent: ['#4f52b2', '#5b5fc7'],
    good: ['#0e6b0e', '#0e6b0e'],
    warning: ['#7a4b00', '#7a4b00'],
    attention: ['#b10e1c', '#b10e1c'],
    line: '#e0e0e0',
    backgrounds: {
      default: '#ffffff',
      emphasis: '#f5f5f5',
      accent: '#e8ebfa',
      good: '#e7f2da',
      warning: '#fbf0d3',
      attention: '#fcdfe1',
    },
  },
  dark: {
    text: ['#ffffff', '#c7c7c7'],
    accent: ['#aab1fa', '#aab1fa'],
    good: ['#9bd49b', '#9bd49b'],
    warning: ['#f2d27a', '#f2d27a'],
    attention: ['#f4a3ab', '#f4a3ab'],
    line: '#474747',
    backgrounds: {
      default: '#292929',
      emphasis: '#1f1f1f',
      accent: '#2f2f4a',
      good: '#1e3419',
      warning: '#463100',
      attention: '#4b1c20',
    },
  },
};

/** @param {keyof typeof palettes} theme */
export function teamsLook(theme) {
  const { backgrounds, line, ...colours } = palettes[theme];
  const colourPair = (/** @type {string[]} */ [normal, subtle]) => ({ default: normal, subtle });
  const foregroundColors = {
    default: colourPair(colours.text),
    dark: colourPair(palettes.light.text),
    light: colourPair(palettes.dark.text),
    accent: colourPair(colours.accent),
    good: colourPair(colours.good),
    warning: colourPair(colours.warning),
    attention: colourPair(colours.attention),
  };
  return {
    choiceSetInputValueSeparator: ',',
    supportsInteractivity: true,
    spacing: { small: 6, default: 10, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: line },
    fontTypes: {
      default: { fontFamily: font, fontSizes: sizes, fontWeights: weights },
      monospace: { fontFamily: 'ui-monospace, monospace', fontSizes: sizes, fontWeights: weights },
    },
    textStyles: { heading: { size: 'large', weight: 'bolder' } },
    textBlock: { headingLevel: 2 },
    containerStyles: Object.fromEntries(
      Object.entries(backgrounds).map(([name, backgroundColor]) => [
        name,
        { backgroundColor, foregroundColors },
      ]),
    ),
    actions: {
      maxActions: 12,
      allowTitleToWrap: true,
      buttonSpacing: 8,
      actionsOrientation: 'Horizontal',
      actionAlignment: 'Left',
      showCard: { actionMode: 'Inline', inlineTopMargin: 12, style: 'emphasis' },
    },
    factSet: {
      title: { weight: 'Bolder', wrap: true, maxWidth: 160 },
      value: { wrap: true },
      spacing: 14,
    },
    inputs: {
      label: {
        inputSpacing: 'Small',
        requiredInputs: { weight: 'Bolder', suffix: ' *', suffixColor: 'Attention' },
        optionalInputs: { weight: 'Bolder' },
      },
      errorMessage: { color: 'Attention', weight: 'Bolder', spacing: 'Small' },
    },
  };
}
