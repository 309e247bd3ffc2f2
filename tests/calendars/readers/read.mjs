// Reads a calendar file from standard input with ical.js and says what its events are, as JSON.
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const root = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of root.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}

function told(component, name) {
  const property = component.getFirstProperty(name);
  if (!property) return null;
  const time = property.getFirstValue();
  if (time.isDate) return { at: `${time.toString()}T00:00:00Z`, zone: null };
  const at = new Date(time.toUnixTime() * 1000).toISOString();
  return { at, zone: time.zone.tzid };
}

const events = root.getAllSubcomponents("vevent").map((component) => ({
  uid: component.getFirstPropertyValue("uid"),
  summary: component.getFirstPropertyValue("summary"),
  location: component.getFirstPropertyValue("location") ?? "",
  status: component.getFirstPropertyValue("status"),
  sequence: component.getFirstPropertyValue("sequence"),
  start: told(component, "dtstart"),
  end: told(component, "dtend"),
}));
process.stdout.write(JSON.stringify(events));
