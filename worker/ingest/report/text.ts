import type * as v from 'valibot'
import type { importView } from '../../../schema/imports/imports.ts'
import { droppedText, filled } from '../../texts/report/index.ts'
import type { ReportWords } from '../../texts/report/words.ts'
import { percentOf } from './advice.ts'

type View = v.InferOutput<typeof importView>
type Line = readonly [name: string, value: string]
type Report = NonNullable<View['report']>

/**
 * The report of an import as plain text in a language, for merchants who do not read JSON.
 * @param time_zone of the shop, in which days are stated
 */
export const asText = (view: View, words: ReportWords, locale: string, time_zone: string): string =>
  new ReportText(words, locale, time_zone).write(view)

class ReportText {
  private readonly words: ReportWords
  private readonly locale: string
  private readonly time_zone: string

  constructor(words: ReportWords, locale: string, time_zone: string) {
    this.words = words
    this.locale = locale
    this.time_zone = time_zone
  }

  write(view: View): string {
    const { words } = this
    const { report, mined } = view
    const sections = [this.head(view)]
    if (report) sections.push(this.file(report, view), this.things(report, view.kind))
    if (mined) sections.push(this.mined(mined))
    const width = Math.max(...sections.flat().map(([name]) => name.length)) + 2
    const blocks = sections.map((lines) =>
      lines.map(([name, value]) => `${name.padEnd(width)}${value}`.trimEnd()).join('\n'),
    )
    const first = this.shown(view)
    if (first !== '') blocks.unshift(first)
    const next = (view.next_steps ?? []).map(({ text }) => `- ${text}`)
    if (next.length > 0) blocks.push([words.next, ...next].join('\n'))
    if (view.tag) blocks.push(`${words.tag}\n${view.tag}`)
    return `${blocks.join('\n\n')}\n`
  }

  private number = (value: number): string => value.toLocaleString(this.locale)
  private percent = (part: number, whole: number): string => percentOf(part, whole, this.locale, 1)
  /** The day in the shop's time zone, as the file states it: 2026-11-22. Swedish writes days in this form. */
  private day = (at: number | null | undefined): string =>
    at ? new Date(at).toLocaleDateString('sv', { timeZone: this.time_zone }) : this.words.no_date
  private counts = (counts: Readonly<Record<string, number>>): Line[] =>
    Object.entries(counts).map(
      ([reason, count]): Line => [`  ${droppedText(this.words, reason)}`, this.number(count)],
    )

  /** What a shopper will see: "0 of 3,845 items can be shown: no picture". */
  private shown({ showable }: View): string {
    if (!showable) return ''
    const { items, shown, reasons } = showable
    const sentence = filled(this.words.shown, { items: this.number(items), shown: this.number(shown) })
    const given = Object.entries(reasons).filter(
      (entry): entry is [keyof ReportWords['reasons'], number] => entry[0] in this.words.reasons,
    )
    const parts = given.map(([reason, count]) => {
      const word = this.words.reasons[reason]
      return given.length === 1 ? word : `${word} (${this.number(count)})`
    })
    return parts.length === 0 ? `${sentence}.` : `${sentence}: ${parts.join(', ')}`
  }

  private head({ import_id, kind, dry_run, status, progress, problem, mining }: View): Line[] {
    const { words } = this
    const lines: Line[] = [
      [words.upload, `${import_id}, ${kind}${dry_run ? `, ${words.dry_run}` : ''}`],
      [
        words.status,
        status === 'applying'
          ? `${words.statuses.applying}, ${this.percent(progress, 1)}`
          : words.statuses[status],
      ],
    ]
    if (mining) lines.push([words.mining, this.miningState(mining)])
    if (problem !== null) lines.push([words.problem, problem])
    return lines
  }

  private miningState({ status, progress }: NonNullable<View['mining']>): string {
    const { mining_states: states } = this.words
    if (status === 'waiting') return states.waiting
    if (progress === null) return states.running
    return filled(states.running_percent, { percent: percentOf(progress, 1, this.locale, 0) })
  }

  private file(report: Report, { errors }: View): Line[] {
    const { words, number } = this
    const { encoding, date_order, columns_unread = [], rows_dropped } = report
    return [
      [words.recognised, report.format],
      ...(encoding && encoding.name !== 'utf-8' ? [[words.encoding, encoding.name] as const] : []),
      [words.rows, number(report.rows)],
      [words.rows_kept, number(report.rows_kept)],
      [words.refused, number(errors)],
      ...(Object.keys(rows_dropped).length > 0 ? [[words.left_out, ''] as const] : []),
      ...this.counts(rows_dropped),
      ...(date_order
        ? [[words.dates, date_order.order === 'MDY' ? 'MM/DD/YYYY' : 'DD/MM/YYYY'] as const]
        : []),
      ...(columns_unread.length > 0 ? [[words.columns_unread, columns_unread.join(', ')] as const] : []),
    ]
  }

  private things(report: Report, kind: View['kind']): Line[] {
    const { words, number } = this
    const lines: Line[] = [
      [words.found[kind], number(report.found)],
      [`  ${words.new}`, number(report.added)],
      [`  ${words.changed}`, number(report.changed)],
      [`  ${words.unchanged}`, number(report.same)],
      ...this.counts(report.dropped),
    ]
    if (report.variants !== undefined) lines.push([words.variants, number(report.variants)])
    if (report.absent) {
      lines.push([words.absent, number(report.absent.count)])
      lines.push([`  ${words.unpublished}`, number(report.unpublished ?? 0)])
    }
    if (report.relations) {
      lines.push([words.relations, number(report.relations.found)])
      lines.push([`  ${words.relations_written}`, number(report.relations.written)])
      lines.push([`  ${words.relations_removed}`, number(report.relations.removed)])
      lines.push(...this.counts(report.relations.dropped))
    }
    if (report.items_named !== undefined) lines.push([words.items_named, number(report.items_named)])
    if (report.orders_with_two !== undefined)
      lines.push([words.orders_with_two, number(report.orders_with_two)])
    if (report.first_order_at !== undefined)
      lines.push([words.first_last, `${this.day(report.first_order_at)}, ${this.day(report.last_order_at)}`])
    if (report.totals) lines.push(...this.totals(report.totals))
    if (report.lines_matched) lines.push(...this.matches(report.lines_matched))
    return lines
  }

  private totals(totals: NonNullable<Report['totals']>): Line[] {
    const { given, add_up, rounded, not_add_up, unreadable, per_line = 0, left_out = 0, examples } = totals
    const { number } = this
    const { totals: words } = this.words
    const lines: Line[] = [
      [words.given, number(given)],
      [`  ${words.add_up}`, this.percent(add_up, given)],
    ]
    if (rounded > 0) lines.push([`  ${words.rounded}`, number(rounded)])
    lines.push([`  ${words.not_add_up}`, number(not_add_up)])
    if (unreadable > 0) lines.push([`  ${words.unreadable}`, number(unreadable)])
    if (per_line > 0) lines.push([`  ${words.per_line}`, number(per_line)])
    if (left_out > 0) lines.push([`  ${words.left_out}`, number(left_out)])
    if (examples.length > 0) lines.push([`  ${words.examples}`, examples.join(', ')])
    return lines
  }

  private matches({ id, sku, name, nothing }: NonNullable<Report['lines_matched']>): Line[] {
    const { lines: words } = this.words
    const all = id + sku + name + nothing
    return [
      [words.all, this.number(all)],
      [`  ${words.id}`, this.percent(id, all)],
      [`  ${words.sku}`, this.percent(sku, all)],
      [`  ${words.name}`, this.percent(name, all)],
      [`  ${words.nothing}`, this.percent(nothing, all)],
    ]
  }

  private mined(mined: NonNullable<View['mined']>): Line[] {
    const { number } = this
    const { model: words } = this.words
    return [
      [words.model, `${mined.model_id}, ${mined.status}`],
      [words.orders, number(mined.orders)],
      [`  ${words.with_two}`, number(mined.orders_with_two)],
      [words.pairs, number(mined.pairs_of_three)],
      ...this.matches(mined.lines_matched),
      [words.own, number(mined.items_ready)],
      [`  ${words.category}`, number(mined.items_pooled)],
      [`  ${words.best_sellers}`, number(mined.items_fallback)],
    ]
  }
}
