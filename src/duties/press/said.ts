/** What somebody has said already about a call from the press: who it was, from where, about what, and by when. */

/** "The Gazette rang", "Jo Hart from the Post called", "a call from Radio Leeds". */
const proper = String.raw`[A-Z][\w&’'-]*(?: (?:of|and|&|[A-Z0-9][\w&’'-]*)){0,3}`;
const reached = `(?:rang|rung|phoned|called|e-?mailed|messaged|dm(?:['’]?d|ed)|texted|contacted|been in touch|been on|is on|are on|wants?|want|has asked|have asked|asked)`;
const outletFirst = new RegExp(
  String.raw`\b(?:[Tt]he )?(${proper})(?: (?:has|have|just|already))* ${reached}\b`,
);
const outletAfter = new RegExp(String.raw`\b(?:from|at|with|of|by) ((?:the )?${proper})`);
const callerOf = new RegExp(String.raw`\b(${proper}) (?:from|of|at) (?:the )?[A-Z]`);
const broadcaster = /\b(?:BBC(?: (?:News|Radio \w+))?|ITV|Sky News|Channel [45])\b/;
const people =
  /^(?:I|He|She|They|We|A|An|Somebody|Someone|There|My|Our|This|That|Reporter|Journalist|Press|Mr|Mrs|Miss|Ms)\b/;
const subjectIn =
  /\b(?:about|on|regarding) ((?!it\b|this\b|that\b|us\b|the phone\b|the line\b|me\b)[^.,;!?]{3,120}?)(?=,|[.;!?]|\s+(?:and (?:what|can|who|i|they|he|she|wants?)|what|by|before|wants?|can|needs?)\b|\s*$)/i;
const deadlineIn =
  /\b(?:by|before) ((?:today|tonight|tomorrow|noon|midday|lunch(?:time)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|the end of [^.,;!?]{2,20}|(?:half past |quarter (?:past|to) )?(?:\d{1,2}(?:[.:]\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: ?(?:am|pm|o['’]clock))?(?: (?:today|tonight|tomorrow))?)(?: at \d{1,2}(?:[.:]\d\d)? ?(?:am|pm)?)?)/i;

export type SaidOfCall = { caller?: string; outlet?: string; subject?: string; deadline?: string };

/** Only what the words really say. */
export function callIn(text: string): SaidOfCall {
  const words = text.replace(/\s+/g, ' ').trim();
  const caller = named(callerOf.exec(words)?.[1]);
  const outlet =
    named(outletAfter.exec(words)?.[1]) ??
    named(outletFirst.exec(words)?.[1]) ??
    broadcaster.exec(words)?.[0];
  const subject = subjectIn.exec(words)?.[1]?.trim();
  const deadline = deadlineIn.exec(words)?.[1]?.trim();
  return {
    ...(caller && caller !== outlet ? { caller } : {}),
    ...(outlet ? { outlet } : {}),
    ...(subject ? { subject } : {}),
    ...(deadline ? { deadline } : {}),
  };
}

function named(found: string | undefined): string | undefined {
  const name = found?.replace(/^the /i, '').trim();
  return name && !people.test(name) ? name : undefined;
}
