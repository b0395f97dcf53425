import { useState } from 'preact/hooks'
import type { ImportKind } from '../../../schema/imports/imports.ts'
import { bytes, number } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { SelectField } from '../../parts/field.tsx'
import { Meter, Notice, sayProblem } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { Columns } from './columns.tsx'
import type { Chosen } from './files.ts'
import { formatName, IMPORT_KINDS_SHOWN, type ShownKind } from './kinds.ts'

type Props = {
  chosen: Chosen
  dryRun: boolean
  onKind: (kind: ImportKind) => void
  /** The columns were assigned, so the file is to be looked at again. */
  onMapped: () => void
  onRemove: () => void
}

const MOODS = { done: 'good', failed: 'bad' } as const

/** One chosen file: how it was recognised, and how far it is. */
export function FileRow({ chosen, dryRun, onKind, onMapped, onRemove }: Props) {
  const { file, recognition, kind, step, progress, problem, result } = chosen
  const t = texts.value.uploads
  const isWaiting = step === 'ready' || step === 'failed'
  return (
    <li class="file">
      <div class="row apart">
        <div>
          <strong>{file.name}</strong> <span class="soft small">{bytes(file.size)}</span>
        </div>
        <div class="row">
          <span class={`tag ${step === 'done' || step === 'failed' ? MOODS[step] : ''}`}>
            {stepName(chosen, dryRun)}
          </span>
          {isWaiting && (
            <Button kind="quiet" size="small" icon="cross" label={t.remove(file.name)} onPress={onRemove}>
              {''}
            </Button>
          )}
        </div>
      </div>
      {step === 'ready' && <Recognised chosen={chosen} onKind={onKind} onMapped={onMapped} />}
      {(step === 'packing' || step === 'sending' || step === 'applying') && (
        <Meter value={step === 'applying' ? 0.2 + progress * 0.8 : 0.1} label={file.name} />
      )}
      {step === 'failed' && problem && (
        <Notice mood="bad">
          <p>{t.not_accepted(problem.code) ?? sayProblem(problem)}</p>
        </Notice>
      )}
      {result?.report && (
        <p class="row">
          <span>
            {number(result.report.found)} {t.found[result.kind]} · {t.new}: {number(result.report.added)} ·{' '}
            {t.changed}: {number(result.report.changed)} · {t.refused}: {number(result.errors)}
          </span>
          <a href={`/console/uploads/${result.import_id}`}>{t.see_report}</a>
        </p>
      )}
      {recognition && kind === undefined && step === 'ready' && <span class="unseen">{t.unknown_kind}</span>}
    </li>
  )
}

function stepName({ step, kind }: Chosen, dryRun: boolean): string {
  const t = texts.value.uploads
  if (step === 'looking') return texts.value.common.loading
  if (step === 'ready') return kind ? t.kinds[kind] : t.unknown_kind
  if (step === 'done' && dryRun) return t.checked
  return t[step]
}

/** What the file was recognised as, with its columns; the merchant may say something else. */
function Recognised({ chosen, onKind, onMapped }: Pick<Props, 'chosen' | 'onKind' | 'onMapped'>) {
  const [open, setOpen] = useState(false)
  const { recognition, kind } = chosen
  const t = texts.value.uploads
  const columns = recognition?.columns ?? []
  const read = columns.filter(({ read_as }) => read_as !== null).length
  const isKnown = recognition?.kind != null
  // Columns can be assigned for these kinds; a file that could not be looked at may be of any.
  const kinds = recognition ? recognition.fields.map((one) => one.kind) : IMPORT_KINDS_SHOWN
  return (
    <>
      {isKnown ? (
        <div class="row">
          <span class="soft">
            {recognition.mapped ? t.by_mapping : t.recognised(formatName(recognition.format ?? ''))}.{' '}
            {t.columns_read(read, columns.length)}.
          </span>
          <Button kind="quiet" size="small" onPress={() => setOpen(!open)}>
            {t.columns}
          </Button>
        </div>
      ) : (
        <SelectField
          label={t.kind}
          value={kind ?? ''}
          options={[['', '–'] as const, ...kinds.map((one) => [one, t.kinds[one]] as const)]}
          onInput={(value) => {
            const found = IMPORT_KINDS_SHOWN.find((one): one is ShownKind => one === value)
            if (found) onKind(found)
          }}
        />
      )}
      {recognition && (open || (!isKnown && kind !== undefined)) && (
        <Columns recognition={recognition} kind={kind} isKnown={isKnown} onMapped={onMapped} />
      )}
    </>
  )
}
