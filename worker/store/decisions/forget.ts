import { type SQL, sql } from 'drizzle-orm'
import { campaignMembers } from '../../../schema/campaigns/members.ts'
import { contacts, decisions } from '../../../schema/decisions/decisions.ts'
import { responses } from '../../../schema/decisions/responses.ts'
import { VIEW_DAYS } from '../../../schema/outcomes/journeys.ts'
import { customEvents } from '../../../schema/triggers/custom-events.ts'
import { triggerFirings } from '../../../schema/triggers/firings.ts'
import { viewedItems } from '../../../schema/triggers/viewed-items.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { firstIdOf } from '../ids.ts'
import type { Old } from '../retention.ts'

/** Tables with what a shop knows of a person beside the orders, by the person's keys. */
const OF_PEOPLE = [
  ...['customer_details', 'decisions', 'contacts', 'responses', 'person_turns', 'campaign_members'],
  ...['trigger_firings', 'custom_events', 'viewed_items', 'account_buyers'],
]

/** Statements that delete everything about the people with these keys. @param keys a list of keys in parentheses */
export const forgetDecisions = (shop_id: string, keys: SQL): SQL[] => [
  ...OF_PEOPLE.map(
    (table) => sql`delete from ${sql.identifier(table)} where shop_id = ${shop_id} and customer in ${keys}`,
  ),
  // What was said in a talk about an account is the account's, without the person.
  sql`update account_outcomes set customer = null, note = null where shop_id = ${shop_id} and customer in ${keys}`,
  // Lists that name them.
  sql`update campaigns set campaign = json_set(campaign, '$.audience.customers', (
      select json_group_array(value) from json_each(campaigns.campaign -> '$.audience.customers') where value not in ${keys}))
    where shop_id = ${shop_id} and campaign ->> '$.audience.type' = 'list'
      and exists (select 1 from json_each(campaigns.campaign -> '$.audience.customers') where value in ${keys})`,
  // What webhooks were told, or are still to be told.
  sql`delete from webhook_messages where shop_id = ${shop_id} and customer is not null and customer in ${keys}`,
]

/** Days for which decisions, contacts and responses are kept: longer than the longest window of a contact policy, 730 days. */
const KEPT = 800

/** Days for which posted events are kept: longer than any of them can wait to be cancelled, 30 days and the longest wait of a first step. */
const EVENT_DAYS = 400

/** Decisions, contacts and responses that are past their retention at a time (UTC milliseconds). */
export const oldDecisions = (now: number): Old[] => [
  // Their ids are in the order of time, and a decision lasts days, not years.
  { table: decisions, which: sql`decision_id < ${firstIdOf('dec', now - KEPT * DAY)}` },
  { table: contacts, which: sql`decision_id < ${firstIdOf('dec', now - KEPT * DAY)}` },
  { table: campaignMembers, which: sql`campaign_id < ${firstIdOf('cmp', now - KEPT * DAY)}` },
  { table: responses, which: sql`at < ${now - KEPT * DAY}` },
  // Firings remember what has fired, so they outlive the events.
  { table: triggerFirings, which: sql`created_at < ${now - KEPT * DAY}` },
  { table: customEvents, which: sql`received_at < ${now - EVENT_DAYS * DAY}` },
  { table: viewedItems, which: sql`day < ${Math.floor(now / DAY) - VIEW_DAYS}` },
]

/** Days for which a customer's own words are kept. */
const NOTE_DAYS = 30

/** Deletes the customers' own words that are past their retention. */
export const forgetNotes = (shop_id: string, now: number): SQL => sql`
  update responses set note = null where shop_id = ${shop_id} and note is not null and at < ${now - NOTE_DAYS * DAY}`
