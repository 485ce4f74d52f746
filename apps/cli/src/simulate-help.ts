import { simulateExamples } from './simulate-examples';

const FORMAT = `The file: {"rules": {…}, "participants": ["B01", …], "commands": [{…}, …]}
Amounts in fen, times in ms from the opening. A field that is not listed here is refused, with its path and a code, and the
exit code is 2. The clock runs by itself: it opens, resumes, closes, opens sealed bids and awards when it is time, before the
commands of that ms. So a bid at the end itself is too late.

rules
  mode               english | dynamic | sealed
  startPrice         the first bid may equal it
  increments         [{"from": 0, "step": 500}, …]: the step by the current price; not needed for sealed
  raise              multiple (default): by whole steps | atLeast: by a step or more
  selfRaise          true lets the leader raise its own bid (default false); a maximum may always be raised
  closesAt           the end; or, instead of it,
  freePeriod, timer  a free period, then a timed one that every bid in it restarts
  extension          {"trigger", "extend", "base": "bidTime" (default) | "currentEnd", "cap", "hardStop"}; null for none.
                     Without it there is no extension, but for the timer's.
  reserve            secret until the close; below it nothing is sold, and no maximum rises to it by itself
  showReserveMet     true publishes whether the reserve is met
  sealedPrice        first (default) | second
  firstRefusal       {"window": ms after the end, "holders": [{"bidder": "B01", "rank": 1}, …]}
  objectionWindow    how long after the close a party may object
  bar                how long a winner who defaults is barred

commands, carried out by "at", equal ones as they are written; each may have an "id". A negative "at" is before the opening.
  {"at", "bidder", "type": "bid", "amount"}             sealed: into the envelope
  {"at", "bidder", "type": "maximum", "amount"}         not sealed
  {"at", "bidder", "type": "match", "price"?}           the price it saw; the standing one when left out
  {"at", "bidder" or "by": "seller", "type": "object", "about": "qualification" | "bid" | "result", "target"?, "text"?}
  {"at", "bidder" or "by": "seller", "type": "appeal", "objection", "text"?}
  {"at", "by": "operator", "type": "pause" | "resume" | "terminate" | "default", "reason"?}
  {"at", "by": "operator", "type": "extend", "extend", "reason"?}
  {"at", "by": "operator", "type": "reschedule", "to", "reason"?}      before the opening: another; while paused: when it
                                                                       goes on; after the end: a longer window to match
  {"at", "by": "operator", "type": "void", "bid", "reason"?}
  {"at", "by": "operator", "type": "exclude", "bidder", "reason"?}
  {"at", "by": "operator", "type": "rule", "objection", "upheld", "annul"?, "reason"?}
  "bid", "objection" and "target" name an event by its seq, or a command by its id. "operator:<name>" is another person.

Output, a JSON line each: every event of the book, its private part under "private" (a rejection with its code); a command that
leaves no event as "command.refused" without a seq; last {"outcome": {"state", "winner", "price"}}.
  state              sold | unsold | terminated | annulled | defaulted | contested (an objection is open) | paused (for good)
  winner, price      null unless somebody won; a top bid below the reserve is no price
A .jsonl file holds a sale a line and gives an outcome line each; when one line is wrong, none is run.`;

/** The text below the usage of `jishi simulate --help`. */
export function simulateHelp(): string {
  const examples = simulateExamples.map(
    ({ title, given, outcome }) => `${title}\n  ${JSON.stringify(given)}\n→ ${JSON.stringify({ outcome })}`,
  );
  return [FORMAT, 'Examples', ...examples].join('\n\n');
}
