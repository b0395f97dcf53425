import { accounts as accountTable } from '../../schema/accounts/accounts.ts'
import { accountOutcomes as outcomeTable } from '../../schema/accounts/outcomes.ts'
import { exclusions as exclusionTable } from '../../schema/catalogue/exclusions.ts'
import { segments as segmentTable } from '../../schema/customers/segments.ts'
import { decisions as decisionTable } from '../../schema/decisions/decisions.ts'
import { offers as offerTable } from '../../schema/decisions/offers.ts'
import { heldPairs as heldPairTable } from '../../schema/models/held-pairs.ts'
import { models as modelTable } from '../../schema/models/models.ts'
import { tunings as tuningTable } from '../../schema/models/tunings.ts'
import { eventDays } from '../../schema/outcomes/events.ts'
import { experiments as experimentTable } from '../../schema/outcomes/experiments.ts'
import { DAY } from '../../vocabulary/time.ts'
import { listAccounts } from '../store/accounts/accounts.ts'
import { listOutcomes } from '../store/accounts/outcomes.ts'
import { listExclusions } from '../store/catalogue/exclusions.ts'
import { listRelations } from '../store/catalogue/relations.ts'
import { columnNames } from '../store/columns.ts'
import { readSegments } from '../store/customers/segments.ts'
import { listDecisions } from '../store/decisions/decisions.ts'
import { listOffers } from '../store/decisions/offers.ts'
import { listImports } from '../store/imports/imports.ts'
import { listHeldPairs } from '../store/models/held-pairs.ts'
import { listLists } from '../store/models/lists.ts'
import { listModels } from '../store/models/models.ts'
import { listTunings } from '../store/models/tunings.ts'
import { type DayKey, listDays } from '../store/outcomes/events.ts'
import { listExperiments } from '../store/outcomes/experiments.ts'
import { date, json } from './cells.ts'
import { items } from './item-table.ts'
import { LIST_COLUMNS, listLines } from './list-lines.ts'
import { orders } from './order-table.ts'
import { linesOf, PAGE, type Part, paged, type Table, upTo, wholeTable } from './pages.ts'

/** Greater than every id of imports and models, which are listed newest first. */
const NEWEST = '~'

type RelationPlace = readonly [string, string, string]
/** Behind all relations of an item. */
const LAST_ID = '\u{10ffff}'
const placeAfter = ({ after }: Part): RelationPlace => [after, after === '' ? '' : LAST_ID, '']

const FIRST_LIST: readonly [string, string] = ['', '']

const relations: Table = {
  isImported: true,
  columns: ['item_id', 'related_item_id', 'relationship_type', 'position', 'start_date', 'end_date'],
  async *pages(store, _, part) {
    const rows = paged(
      placeAfter(part),
      (after) => listRelations(store, after, PAGE),
      (last): RelationPlace => [last.item_id, last.related_item_id, last.relationship_type],
    )
    for await (const page of upTo(rows, part, ({ item_id }) => item_id)) {
      yield page.map(({ item_id, related_item_id, relationship_type, position, start_at, end_at }) => ({
        item_id,
        related_item_id,
        relationship_type,
        position,
        start_date: date(start_at),
        end_date: date(end_at),
      }))
    }
  },
}

const lists: Table = {
  columns: LIST_COLUMNS,
  async *pages(store) {
    const rows = paged(
      FIRST_LIST,
      (after) => listLists(store, after, PAGE),
      (last): typeof FIRST_LIST => [last.kind, last.key],
    )
    for await (const page of rows) yield linesOf(page, listLines)
  },
}

const imports: Table = {
  columns: [
    'import_id',
    'kind',
    'status',
    'created_at',
    'finished_at',
    'added',
    'written',
    'errors',
    'report',
  ],
  async *pages(store) {
    const rows = paged(
      NEWEST,
      (before) => listImports(store, before, PAGE),
      (last) => last.import_id,
    )
    for await (const page of rows) {
      yield page.map(({ import_id, kind, status, created_at, finished_at, ...row }) => ({
        import_id,
        kind,
        status,
        created_at: date(created_at),
        finished_at: date(finished_at),
        added: row.added,
        written: row.written,
        errors: row.errors,
        report: json({ ...row.received, ...row.tally }),
      }))
    }
  },
}

const models = wholeTable(
  modelTable,
  NEWEST,
  (store, before) => listModels(store, before, PAGE),
  (last) => last.model_id,
)

// The sums of a tuning's folds have no meaning for the merchant.
const tunings = wholeTable(
  tuningTable,
  NEWEST,
  (store, before) => listTunings(store, before, PAGE),
  (last) => last.tuning_id,
  ['folds'],
)

const held_pairs = wholeTable(
  heldPairTable,
  FIRST_LIST,
  (store, after) => listHeldPairs(store, after, PAGE),
  (last): typeof FIRST_LIST => [last.item_id, last.companion_id],
)

const exclusions = wholeTable(
  exclusionTable,
  '',
  (store, after) => listExclusions(store, after, PAGE, undefined),
  (last) => last.item_id,
)

const experiments = wholeTable(
  experimentTable,
  NEWEST,
  (store, before) => listExperiments(store, before, PAGE),
  (last) => last.experiment_id,
)

const FIRST_DAY: DayKey = [-1, '', '', '', '', '', '', '']

const event_days: Table = {
  columns: columnNames(eventDays),
  async *pages(store) {
    const rows = paged(
      FIRST_DAY,
      (after) => listDays(store, after, PAGE),
      ({ day, placement, intent, source, seed_item_id, item_id, experiment_id, arm }): DayKey => [
        ...[day, placement, intent, source, seed_item_id, item_id, experiment_id, arm],
      ],
    )
    for await (const page of rows) {
      yield page.map(({ shop_id: _, day, ...row }) => ({ ...row, day: date(day * DAY).slice(0, 10) }))
    }
  },
}

const offers = wholeTable(
  offerTable,
  NEWEST,
  (store, before) => listOffers(store, before, PAGE),
  (last) => last.offer_id,
)

const segments = wholeTable(
  segmentTable,
  undefined,
  async (store, last: string | undefined) => (last === undefined ? await readSegments(store) : []),
  (last) => last.segment_id,
)

/** A decision names up to 50 offers that were not made, so a page of the usual length would take tens of megabytes. */
const DECISIONS_PAGE = 200

// Without the people: everything about one is at GET /v1/customers/{customer}/data.
const decisions = wholeTable(
  decisionTable,
  NEWEST,
  async (store, before) =>
    (await listDecisions(store, {}, before, DECISIONS_PAGE)).map(({ decision }) => decision),
  (last) => last.decision_id,
  ['customer'],
)

const accounts = wholeTable(
  accountTable,
  '',
  (store, after) => listAccounts(store, 'all', {}, after, PAGE),
  (last) => last.account_id,
)

// Without the buyer and the words about the talk.
const account_outcomes = wholeTable(
  outcomeTable,
  '',
  (store, after) => listOutcomes(store, after, PAGE),
  (last) => last.outcome_id,
  ['customer', 'note'],
)

/** All tables that a merchant can export; personal data is not exported. */
export const TABLES = {
  items,
  orders,
  relations,
  lists,
  imports,
  models,
  tunings,
  held_pairs,
  exclusions,
  experiments,
  event_days,
  offers,
  segments,
  decisions,
  accounts,
  account_outcomes,
}
