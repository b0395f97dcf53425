import type { ReportWords } from './words.ts'

export const ja: ReportWords = {
  shown: '{items}点中{shown}点の商品を表示できます',
  reasons: {
    unpublished: '非公開',
    excluded: '除外',
    non_goods: '商品ではない',
    gift_card: 'ギフトカード',
    out_of_stock: '在庫なし',
    price_zero: '価格0',
    no_link: 'リンクなし',
    no_picture: '画像なし',
  },
  upload: 'アップロード',
  dry_run: '試行',
  status: '状態',
  statuses: { receiving: '受信中', applying: '取り込み中', done: '完了', failed: '失敗' },
  problem: '問題',
  mining: 'おすすめ',
  mining_states: {
    waiting: '計算待ち',
    running: '計算中',
    running_percent: '計算中（約{percent}）',
  },
  recognised: '認識された形式',
  encoding: '文字コード',
  rows: '行数',
  rows_kept: '取り込んだ行',
  refused: '拒否された行またはセル',
  left_out: '除かれた行',
  dropped: {
    not_goods: '商品ではない',
    no_item: '商品の記載なし',
    quantity_not_positive: '数量が0以下',
    not_a_product: '商品の行ではない',
    not_a_line: '注文明細ではない',
    deleted: '削除済み',
    store_view: 'ストアビュー',
    no_email: 'メールアドレスなし',
    no_customer: '顧客番号もメールアドレスもなし',
    cancelled: 'キャンセル',
    refunded: '返金',
    test: 'テスト',
    no_line_left: '明細なし',
    cut_off: '途中で切れている',
    bad_item: '不完全',
    too_large: '大きすぎる',
    unknown_item: '不明な商品',
    same_item: '同じ商品',
    twice: '重複',
  },
  columns_unread: '読まれなかった列',
  dates: '3/4/2026 のような日付',
  found: {
    items: '商品',
    orders: '注文',
    relations: '関連',
    customers: '顧客',
  },
  new: '新規',
  changed: '変更',
  unchanged: '変更なし',
  variants: 'バリエーション',
  absent: 'ファイルにない公開中の商品',
  unpublished: '非公開にした',
  relations: 'カタログ内の関連',
  relations_written: '新規または変更',
  relations_removed: '記載がなくなった',
  items_named: '注文に含まれる商品の種類',
  orders_with_two: '2点以上の商品を含む注文',
  first_last: '最初と最後の注文',
  no_date: '日付なし',
  totals: {
    given: '合計のある注文',
    add_up: '一致',
    rounded: '端数の違い',
    not_add_up: '不一致',
    unreadable: '読めない金額あり',
    per_line: '行ごとの金額を合算',
    left_out: '除かれた金額あり',
    examples: '例',
  },
  lines: {
    all: '注文の明細',
    id: 'IDで一致',
    sku: '商品コードで一致',
    name: '名前で一致',
    nothing: 'カタログになし',
  },
  model: {
    model: 'モデル',
    orders: 'モデルの注文数',
    with_two: '2点以上の商品を含む',
    pairs: '3件以上の注文にある組',
    own: '独自のリストがある商品',
    category: 'カテゴリのリストを使う商品',
    best_sellers: '売れ筋のみの商品',
  },
  next: '次にすること',
  tag: 'このタグを店のすべてのページに貼り付けてください',
  advice: {
    many_refused: '拒否されたセルまたは行：{n}。{address} に理由とともに一覧があります。',
    absent_kept:
      'ファイルになく、公開のままの商品：{n}。拒否された行がそのいずれかのものかもしれません。拒否された行を直して、ファイルを送り直してください。',
    confirm_needed:
      'ファイルには公開中の商品が{n}点ありません。もう販売していない場合は confirm=1、カタログの一部だけの場合は partial=1 を付けて送ってください。',
    fields_lost:
      '公開中の商品の大半が持つ項目がどの行にもありません：{fields}。価格表などカタログの一部だけの場合は partial=1、商品から項目を取り除く場合は confirm=1 を付けて送ってください。',
    was_a_trial: '試行のため何も書き込まれていません。dry_run=1 なしでファイルを送ってください。',
    no_catalogue: 'カタログがないため、注文の明細を商品に結び付けられません。kind=items で送ってください。',
    no_orders:
      'おすすめの元になる注文がまだありません。kind=orders で送ってください。それまではページに類似商品が表示されます。',
    lines_unmatched:
      '注文の明細の{percent}が、カタログにない商品を示しています。両方のファイルのIDまたは商品コードを比べてください。販売を終えた商品については何もする必要はありません。',
    totals_differ:
      '合計が一致しない注文：{n}（{examples}）。明細 − 割引 + 送料 + 手数料 + 税が合計になりません。金額は記載のまま保存され、おすすめには影響しません。いずれかの注文を店のシステムと比べてください。',
    totals_left_out:
      '金額の一部を除いた注文：{n}（{examples}）。注文全体の列に行ごとに異なる金額があるか、割引が 0.2 のような割合です。明細の割引は line_discount に金額で書いてください。',
    totals_unreadable:
      '読めない金額がある注文：{n}（{examples}）。これらのセルは空とみなしました。金額は 49.99 のように書いてください。',
    model_refused: '新しいモデルは採用されず、前のモデルを引き続き使います：{reasons}。',
    non_goods:
      '送料、保険、袋、サービスと思われるため表示されない商品：{n}。{address} に理由とともに一覧があり、PUT /v1/exclusions で商品であるものを許可できます。',
    few_orders:
      '2点以上の商品を含む注文：{n}。少ないため、古い注文も送るか、関連を自分で指定してください（kind=relations）。',
    many_pooled:
      '{of}点中{n}点の商品は、独自のリストには注文が足りません。それまではカテゴリのリストか売れ筋を使います。',
    no_price: '価格が見つかりません。対応する列がないか、空です。カードに価格は表示されません。',
    no_availability:
      '在庫も販売状況も見つからないため、すべての商品を在庫ありとみなします。その列を出力するか、Webhook を接続してください。',
    no_link:
      'リンクが見つからないため、どの商品も表示できません。商品ページのアドレス（link）を出力してください。',
    no_picture:
      '画像が見つからないため、どの商品も表示できません。画像のアドレス（image_link）を出力するか、画像なしのカードにするには pictures を "optional" にしてください。',
    sale_price_zero: 'セール価格が0の行：{n}。値引きではないため、通常価格を使います。',
    stock_unknown:
      '在庫を数えているのにファイルに数量がないバリエーション：{n}。在庫ありとみなします。数量（全拠点）を出力するか、Webhook を接続してください。',
    stock_elsewhere:
      '在庫ありで数量が0の商品：{n}。在庫は別の保管場所にあると思われます。その数量がファイルに入るまで在庫なしとみなします。',
    no_cart_id:
      'カートが受け付ける番号のない商品：{n}。ボタンは商品ページへ進むか、ページが番号を調べます。番号を得るには Webhook を接続してください。',
    translation: '他の商品の翻訳である行：{n}。それぞれ複数の言語の文を持つ一つの商品です。',
    net_price:
      '税抜価格だけの行：{n}。購入者にはそのまま表示されます。店が税込価格を表示する場合は税込で出力してください。',
    link_derived:
      'ファイルになく、名前から作ったリンク：{n}。一つ開いてみて、違っていれば link 列にアドレスを入れて送ってください。',
    no_status:
      '状態のない注文：{n}。キャンセルされた注文を区別できず、数に含まれます。出力に状態を加えてください。',
    dates_assumed:
      '日と月を区別できる日付がファイルにないため、{order} として読みました。違う場合は、対応付けで date_order を指定してください。',
    dates_mixed:
      'ファイルの日付が矛盾しています（日が先のものと月が先のものがあります）。{order} として読みました。2026-11-22 の形で出力してください。',
  },
}
