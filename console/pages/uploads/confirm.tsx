import type { Problem } from '../../api/call.ts'
import { number } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { texts } from '../../texts/index.ts'
import type { Options } from './files.ts'

/** Asks before a catalogue unpublishes many items. */
export function Confirm(props: {
  problem: Problem
  onConfirm: (options: Pick<Options, 'confirm' | 'partial'>) => void
  onClose: () => void
}) {
  const { problem, onConfirm, onClose } = props
  const t = texts.value.uploads
  const { absent } = problem.facts
  return (
    <Dialog title={t.confirm_title} onClose={onClose}>
      <p>{typeof absent === 'number' ? t.confirm_text(number(absent)) : problem.message}</p>
      <div class="stack tight">
        <Button kind="primary" onPress={() => onConfirm({ partial: true })}>
          {t.confirm_partial}
        </Button>
        <Button kind="danger" onPress={() => onConfirm({ confirm: true })}>
          {t.confirm_all}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {texts.value.common.cancel}
        </Button>
      </div>
    </Dialog>
  )
}
