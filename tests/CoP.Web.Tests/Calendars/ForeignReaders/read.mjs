// Reads every calendar of a folder with two libraries of other people, and says when they think that it takes place:
// { "<file>": { "ical.js": [[start, end], …], "node-ical": […] } }, in milliseconds, for what was planned before <until>.
//
//   node read.mjs <folder>      with calendars <name>@<until in milliseconds>.ics

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const [, , folder] = process.argv;
const found = {};
for (const file of readdirSync(folder).filter(name => name.endsWith(".ics"))) {
  const text = readFileSync(join(folder, file), "utf8");
  const until = Number(file.split("@")[1].replace(".ics", ""));
  found[file] = { "ical.js": sorted(byIcalJs(text, until)), "node-ical": sorted(byNodeIcal(text, until)) };
}
process.stdout.write(JSON.stringify(found));

// Believes the calendar's own VTIMEZONE.
function byIcalJs(text, until) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone), zone.getFirstPropertyValue("tzid"));
  const events = calendar.getAllSubcomponents("vevent");
  const occurrences = [];
  for (const master of events.filter(event => !event.hasProperty("recurrence-id"))) {
    const exceptions = events.filter(event => event.hasProperty("recurrence-id") && event.getFirstPropertyValue("uid") === master.getFirstPropertyValue("uid"));
    const event = new ICAL.Event(master, { exceptions });
    if (!event.isRecurring()) {
      occurrences.push([event.startDate, event.endDate]);
      continue;
    }
    const iterator = event.iterator();
    for (let next = iterator.next(); next && next.toUnixTime() * 1000 < until; next = iterator.next()) {
      const { startDate, endDate } = event.getOccurrenceDetails(next);
      occurrences.push([startDate, endDate]);
    }
  }
  return occurrences.map(times => times.map(time => time.toUnixTime() * 1000));
}

// Believes its own time zones.
function byNodeIcal(text, until) {
  return Object.values(nodeIcal.sync.parseICS(text)).filter(item => item.type === "VEVENT").flatMap(event => event.rrule
    ? nodeIcal.expandRecurringEvent(event, { from: new Date(0), to: new Date(until) }).map(one => [+one.start, +one.end])
    : [[+event.start, +event.end]]);
}

function sorted(occurrences) {
  return occurrences.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}
