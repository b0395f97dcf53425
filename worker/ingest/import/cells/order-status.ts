import { ORDER_STATUSES, type OrderStatus } from '../../../../vocabulary/orders.ts'
import type { Row } from '../format.ts'
import { RowProblem } from '../problems.ts'

/** A status and its names in other languages. */
const named = (status: OrderStatus, names: string): [string, OrderStatus][] =>
  names.split(',').map((name) => [name.trim().replace(/\s+/g, '-'), status])

/** WooCommerce's status names, and usual others, in Arabic, Dutch, French, German, Italian, Japanese, Polish, Spanish and Swedish. */
const TRANSLATED: readonly [string, OrderStatus][] = [
  ...named(
    'paid',
    `bezahlt,abgeschlossen,fertiggestellt,in bearbeitung,versendet,versandt,verschickt,geliefert,zugestellt,erledigt,
    payé,payée,terminé,terminée,en cours,expédié,expédiée,livré,livrée,pagado,completado,procesando,enviado,entregado,
    pagato,completato,in lavorazione,spedito,consegnato,evaso,betaald,afgerond,voltooid,in behandeling genomen,verzonden,verstuurd,
    afgeleverd,opłacone,zapłacone,zrealizowane,w trakcie realizacji,wysłane,dostarczone,betald,slutförd,färdigbehandlad,
    behandlas,skickad,levererad,支払い済み,支払済み,完了,処理中,発送済み,配達済み,مدفوع,مكتمل,قيد التنفيذ,تم الشحن,تم التسليم,
    concluído,processando,pago`,
  ),
  ...named(
    'pending',
    `ausstehend,zahlung ausstehend,in wartestellung,wartend,offen,en attente,en attente de paiement,pendiente,
    pendiente de pago,en espera,in attesa,in attesa di pagamento,in sospeso,in afwachting,wachtend op betaling,wacht op betaling,
    in de wacht,oczekujące,oczekujące na płatność,oczekuje na płatność,wstrzymane,väntar på betalning,inväntar betalning,parkerad,väntande,保留中,
    支払い待ち,保留,قيد الانتظار,بانتظار الدفع,معلق,aguardando,pagamento pendente`,
  ),
  ...named(
    'cancelled',
    `storniert,abgebrochen,fehlgeschlagen,annulé,annulée,échoué,échouée,échec,cancelado,anulado,fallido,annullato,fallito,
    geannuleerd,mislukt,anulowane,nieudane,avbruten,avbeställd,annullerad,misslyckad,misslyckades,キャンセル,キャンセル済み,失敗,
    ملغي,ملغى,فشل,malsucedido`,
  ),
  ...named(
    'refunded',
    `erstattet,rückerstattet,zurückerstattet,remboursé,remboursée,reembolsado,rimborsato,terugbetaald,zwrócone,zwrot,
    återbetald,återbetalad,返金済み,返金,مسترد,تم الاسترداد`,
  ),
]

/** Our status names, those of WooCommerce and its usual plugins, and those of other systems. */
const STATUSES = new Map<string, OrderStatus>([
  ...ORDER_STATUSES.map((status): [string, OrderStatus] => [status, status]),
  ['complete', 'paid'],
  ['completed', 'paid'],
  ['processing', 'paid'],
  ['shipped', 'paid'],
  ['partially-shipped', 'paid'],
  ['delivered', 'paid'],
  ['fulfilled', 'paid'],
  ['paid-in-full', 'paid'],
  ['awaiting-fulfillment', 'paid'],
  ['awaiting-shipment', 'paid'],
  ['awaiting-pickup', 'paid'],
  ['disputed', 'paid'],
  ['open', 'pending'],
  ['unpaid', 'pending'],
  ['not-paid', 'pending'],
  ['awaiting-payment', 'pending'],
  ['manual-verification-required', 'pending'],
  // A checkout that was begun and never ended.
  ['incomplete', 'cancelled'],
  ['abandoned', 'cancelled'],
  ['declined', 'cancelled'],
  ['expired', 'cancelled'],
  ['partially-refunded', 'paid'],
  ['authorized', 'pending'],
  ['on-hold', 'pending'],
  ['pending-payment', 'pending'],
  ['partially-paid', 'pending'],
  ['canceled', 'cancelled'],
  ['voided', 'cancelled'],
  ['failed', 'cancelled'],
  ['draft', 'cancelled'],
  ['checkout-draft', 'cancelled'],
  ['auto-draft', 'cancelled'],
  ['trash', 'cancelled'],
  ...TRANSLATED,
])

/** The order's status from the column `status`, see `statusNamed`. */
export const readStatus = (row: Row): OrderStatus | undefined =>
  statusNamed(row.cell('status'), row.column('status'))

/**
 * A status by any of its names; undefined when empty. `wc-on-hold`, `On hold` and `on_hold` are equal.
 * @param column the file's own name of the column, for errors
 * @throws {RowProblem} `bad_status`: a wrong guess would mine orders that never took place
 */
export function statusNamed(written: string, column: string): OrderStatus | undefined {
  const statusName = written
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
    .replace(/^wc-/, '')
  if (statusName === '') return undefined
  const status = STATUSES.get(statusName)
  if (!status) {
    throw new RowProblem(
      'bad_status',
      column,
      `This status is unknown. Write one of: ${ORDER_STATUSES.join(', ')}.`,
    )
  }
  return status
}

const FINANCIAL = new Map<string, OrderStatus>([
  ['paid', 'paid'],
  ['partially_refunded', 'paid'],
  ['pending', 'pending'],
  ['authorized', 'pending'],
  ['partially_paid', 'pending'],
  ['refunded', 'refunded'],
  ['voided', 'cancelled'],
  ['expired', 'cancelled'],
])

/**
 * Status of the order by Shopify's words for its payment; only its first row has one, the other rows leave it undefined.
 * @throws {RowProblem} `bad_status`
 */
export function readFinancialStatus(row: Row): OrderStatus | undefined {
  if (row.cell('cancelled_at') !== '') return 'cancelled'
  if (/bogus/i.test(row.cell('payment_method'))) return 'test'
  const statusName = row
    .cell('financial_status')
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  if (statusName === '') return undefined
  const status = FINANCIAL.get(statusName)
  if (!status) {
    const column = row.column('financial_status')
    throw new RowProblem(
      'bad_status',
      column,
      `This status is unknown. Use one of: ${[...FINANCIAL.keys()].join(', ')}.`,
    )
  }
  return status
}
