import { useState } from 'preact/hooks'
import type { RuleView, SavedRule } from '../../../schema/shop/rules.ts'
import { call, Problem, withQuery } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure, Notice } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { csvOf, rulesIn, type SentRule } from './csv.ts'
import { Warnings } from './warnings.tsx'

/** Rules that one call writes. */
const AT_ONCE = 200

/** Every rule of the shop. */
async function allRules(): Promise<RuleView[]> {
  const all: RuleView[] = []
  for (let after: string | null = ''; after !== null; ) {
    const page: { items: RuleView[]; next: string | null } = await call(
      withQuery('/v1/rules', { limit: AT_ONCE, after: after || undefined }),
    )
    all.push(...page.items)
    after = page.next
  }
  return all
}

export type RefusedRow = { row: number; message: string }
type Read = { row: number; rule: SentRule }
type Outcome = { saved: SavedRule[]; refused: RefusedRow[] }

/** The rows that a refusal names, each with its first message; [] when it names none. */
function refusedIn(problem: Problem, sent: readonly Read[]): RefusedRow[] {
  const issues: unknown = problem.facts.issues
  const found = new Map<number, string>()
  for (const { field, message } of Array.isArray(issues) ? issues : []) {
    const [, at = '', part = ''] = /^rules\.(\d+)\.?(.*)$/.exec(String(field)) ?? []
    const row = sent[Number(at)]?.row
    if (at !== '' && row !== undefined && !found.has(row))
      found.set(row, [part, message].filter(Boolean).join(': '))
  }
  return Array.from(found, ([row, message]) => ({ row, message }))
}

/** Writes rules in bulk. A row that is refused is named, and keeps no other from being written. */
async function writeAll(read: readonly Read[]): Promise<Outcome> {
  const known = new Set((await allRules()).map(({ rule_id }) => rule_id))
  const unknown = read.filter(({ rule }) => typeof rule.rule_id === 'string' && !known.has(rule.rule_id))
  const refused = unknown.map(({ row }) => ({ row, message: texts.value.editor.unknown_rule }))
  const saved: SavedRule[] = []
  let waiting = read.filter((one) => !unknown.includes(one))
  while (waiting.length > 0) {
    const sent = waiting.slice(0, AT_ONCE)
    try {
      const json = { rules: sent.map(({ rule }) => rule) }
      saved.push(...(await call<{ rules: SavedRule[] }>('/v1/rules', { method: 'PUT', json })).rules)
      waiting = waiting.slice(sent.length)
    } catch (thrown) {
      const named = thrown instanceof Problem ? refusedIn(thrown, sent) : []
      if (named.length === 0) throw thrown
      refused.push(...named)
      const rows = new Set(named.map(({ row }) => row))
      waiting = waiting.filter(({ row }) => !rows.has(row))
    }
  }
  return { saved, refused: refused.sort((a, b) => a.row - b.row) }
}

function download(text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  link.download = 'rules.csv'
  link.click()
  URL.revokeObjectURL(link.href)
}

/** All rules as a CSV file, and rules from one. */
export function RuleFiles({ onMade }: { onMade: () => void }) {
  const [outcome, setOutcome] = useState<Outcome | undefined>()
  const t = texts.value.editor
  const give = useAct(async () => download(csvOf(await allRules())))
  const take = useAct(async (file: File) => {
    setOutcome(undefined)
    setOutcome(await writeAll(rulesIn(await file.text())))
    onMade()
  })
  return (
    <Card title={t.files} lead={t.files_lead}>
      <div class="row">
        <Button busy={give.busy} onPress={() => void give.run()}>
          {t.export}
        </Button>
        <label class="button plain">
          {t.import}
          <input
            class="unseen"
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? []
              event.currentTarget.value = ''
              if (file) void take.run(file)
            }}
          />
        </label>
      </div>
      <Failure problem={give.problem ?? take.problem} />
      {outcome && (
        <Notice mood={outcome.refused.length > 0 ? 'warn' : 'good'}>
          <p role="status">{t.written(outcome.saved.length, outcome.refused.length)}</p>
          {outcome.refused.length > 0 && (
            <ul>
              {outcome.refused.map(({ row, message }) => (
                <li key={row}>{t.refused_row(row, message)}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      <Warnings of={outcome?.saved ?? []} />
    </Card>
  )
}
