import { is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as accounts from './accounts/accounts.ts'
import * as accountBuyers from './accounts/buyers.ts'
import * as enablement from './accounts/enablement.ts'
import * as accountOutcomes from './accounts/outcomes.ts'
import * as team from './accounts/team.ts'
import * as whiteSpace from './accounts/white-space.ts'
import * as audit from './audit.ts'
import * as auditDigests from './audit-digests.ts'
import * as campaigns from './campaigns/campaigns.ts'
import * as campaignMembers from './campaigns/members.ts'
import * as upliftModels from './campaigns/uplift-models.ts'
import * as aliases from './catalogue/aliases.ts'
import * as exclusions from './catalogue/exclusions.ts'
import * as items from './catalogue/items.ts'
import * as references from './catalogue/references.ts'
import * as relations from './catalogue/relations.ts'
import * as search from './catalogue/search.ts'
import * as customerDetails from './customers/details.ts'
import * as propensities from './customers/propensities.ts'
import * as purchaseModels from './customers/purchase-models.ts'
import * as segments from './customers/segments.ts'
import * as decisions from './decisions/decisions.ts'
import * as offerCodes from './decisions/offer-codes.ts'
import * as offers from './decisions/offers.ts'
import * as responses from './decisions/responses.ts'
import * as duties from './duties.ts'
import * as imports from './imports/imports.ts'
import * as mappings from './imports/mappings.ts'
import * as jobs from './jobs.ts'
import * as heldPairs from './models/held-pairs.ts'
import * as lists from './models/lists.ts'
import * as models from './models/models.ts'
import * as outsideModels from './models/outside.ts'
import * as tunings from './models/tunings.ts'
import * as moves from './moves.ts'
import * as customers from './orders/customers.ts'
import * as orders from './orders/orders.ts'
import * as people from './orders/people.ts'
import * as privacy from './orders/privacy.ts'
import * as events from './outcomes/events.ts'
import * as experiments from './outcomes/experiments.ts'
import * as explored from './outcomes/explored.ts'
import * as factors from './outcomes/factors.ts'
import * as intakes from './outcomes/intakes.ts'
import * as journeys from './outcomes/journeys.ts'
import * as pageDays from './outcomes/page-days.ts'
import * as panelDays from './outcomes/panel-days.ts'
import * as alerts from './shop/alerts.ts'
import * as feeds from './shop/feeds.ts'
import * as hooks from './shop/hooks.ts'
import * as installs from './shop/installs.ts'
import * as keys from './shop/keys.ts'
import * as members from './shop/members.ts'
import * as passkeys from './shop/passkeys.ts'
import * as replies from './shop/replies.ts'
import * as rules from './shop/rules.ts'
import * as sessions from './shop/sessions.ts'
import * as settings from './shop/settings.ts'
import * as shops from './shop/shops.ts'
import * as tokens from './shop/tokens.ts'
import * as webhooks from './shop/webhooks.ts'
import * as customEvents from './triggers/custom-events.ts'
import * as triggerFirings from './triggers/firings.ts'
import * as triggers from './triggers/triggers.ts'
import * as viewedItems from './triggers/viewed-items.ts'

const FILES = [
  ...[
    audit,
    auditDigests,
    aliases,
    exclusions,
    items,
    references,
    relations,
    search,
    imports,
    mappings,
    duties,
    jobs,
    heldPairs,
    lists,
    models,
    outsideModels,
    tunings,
    moves,
  ],
  ...[
    customers,
    propensities,
    purchaseModels,
    customerDetails,
    segments,
    orders,
    people,
    privacy,
    events,
    experiments,
    explored,
    factors,
    intakes,
    journeys,
    pageDays,
    panelDays,
  ],
  ...[feeds, hooks, installs, keys, members, passkeys, replies, rules, sessions, settings, shops, tokens],
  ...[alerts, webhooks, offers, offerCodes, decisions, responses, campaigns, campaignMembers, upliftModels],
  ...[triggers, triggerFirings, customEvents, viewedItems],
  ...[accounts, accountBuyers, accountOutcomes, whiteSpace, enablement, team],
]

/** Every table of the database. A test compares them with the migrations, so that no file is forgotten here. */
export const TABLES: readonly SQLiteTable[] = FILES.flatMap((file: Record<string, unknown>) =>
  Object.values(file).filter((value) => is(value, SQLiteTable)),
)
