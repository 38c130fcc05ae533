/**
 * Stands in for the sources of `adaptivecards` that the templating package's types point at: they do not
 * compile under our rules, and we need nothing of them. `paths` in tsconfig.json leads here.
 */
export type IAdaptiveCard = Record<string, unknown>;
