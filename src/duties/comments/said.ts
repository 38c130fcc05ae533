/** What somebody writes to put down a comment: plain commands, and what they say already. */

const begins =
  "^(?:please )?(?:(?:i(?:'d like| want| need| would like) to|can i|could i|let me) )?(?:log|record|note|pass on)";
const one = '(?:an?|the|another) (?:new )?';
const somebody = String.raw`(?:(?:an?|the|one of (?:our|the)) (?:\w+ )?(?:parent|carer|mum|mother|dad|father|grandparent|neighbour|visitor)s?|some(?:one|body)|parents|people)(?: (?:has|have|had|just))*`;
const onOurs = String.raw` (?:on|in|under|via|through|to) (?:our|the|a|my) (?:school(?:'s)? )?(?:[\w-]+ ){0,3}(?:page|account|post|profile|channel|facebook|instagram|twitter|youtube|inbox)`;
const came =
  "^(?:we(?:'ve| have)?(?: just)? (?:got|had|have|received)|there(?:'s| is)|i(?:'ve| have) (?:seen|found|got))";
const comment = '(?:comment|complaint|question|query)';

/** "Log a comment", "a parent complained on our page", "we got a question on our Facebook page". */
export const ofComment = new RegExp(
  [
    `${begins} ${one}${comment}(?:${onOurs})?$`,
    String.raw`^${somebody} (?:complained|commented|asked (?:something|a question)|left (?:us )?an? (?:\w+ )?(?:comment|complaint|question|message))${onOurs}$`,
    `${came} ${one}${comment}${onOurs}$`,
  ].join('|'),
);

/** What kind of comment it is, where the words say so. */
export function kindIn(text: string): 'question' | 'complaint' | undefined {
  if (/\bcompla(?:in|int)/i.test(text)) return 'complaint';
  return /\b(?:question|query|asked)\b/i.test(text) ? 'question' : undefined;
}
