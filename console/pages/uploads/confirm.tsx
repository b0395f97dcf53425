import type { Problem } from '../../api/call.ts'
import { number } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { texts } from '../../texts/index.ts'
import type { Options } from './files.ts'

/** Asks before a catalogue unpublishes many items, or takes from most what no row of it states. */
export function Confirm(props: {
  problem: Problem
  onConfirm: (options: Pick<Options, 'confirm' | 'partial'>) => void
  onClose: () => void
}) {
  const { problem, onConfirm, onClose } = props
  const t = texts.value.uploads
  const { absent, columns } = problem.facts
  const missing = typeof absent === 'number' ? absent : 0
  const lost = typeof columns === 'string' ? columns : ''
  return (
    <Dialog title={lost === '' ? t.confirm_title : t.loses_title} onClose={onClose}>
      {missing > 0 && <p>{t.confirm_text(number(missing))}</p>}
      {lost !== '' && <p>{t.loses_text(lost)}</p>}
      {missing === 0 && lost === '' && <p>{problem.message}</p>}
      <div class="stack tight">
        <Button kind="primary" onPress={() => onConfirm({ partial: true })}>
          {t.confirm_partial}
        </Button>
        <Button kind="danger" onPress={() => onConfirm({ confirm: true })}>
          {missing > 0 ? t.confirm_all : t.loses_all}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {texts.value.common.cancel}
        </Button>
      </div>
    </Dialog>
  )
}
