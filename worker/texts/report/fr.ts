import type { ReportWords } from './words.ts'

export const fr: ReportWords = {
  shown: '{shown} articles sur {items} peuvent être affichés',
  reasons: {
    unpublished: 'non publié',
    excluded: 'exclu',
    non_goods: 'pas une marchandise',
    gift_card: 'carte cadeau',
    out_of_stock: 'épuisé',
    price_zero: 'prix 0',
    no_link: 'sans lien',
    no_picture: 'sans image',
  },
  upload: 'Envoi',
  dry_run: 'essai à blanc',
  status: 'État',
  statuses: { receiving: 'en réception', applying: 'en cours', done: 'terminé', failed: 'échoué' },
  problem: 'Problème',
  mining: 'Suggestions',
  mining_states: {
    waiting: 'calcul en attente',
    running: 'calcul en cours',
    running_percent: 'calcul en cours, environ {percent}',
  },
  recognised: 'Reconnu comme',
  encoding: 'Jeu de caractères',
  rows: 'Lignes',
  rows_kept: 'Lignes retenues',
  refused: 'Lignes ou cellules refusées',
  left_out: 'Lignes écartées',
  dropped: {
    not_goods: 'pas une marchandise',
    no_item: 'aucun article nommé',
    quantity_not_positive: 'quantité non positive',
    not_a_product: 'pas un produit',
    not_a_line: 'pas une ligne',
    deleted: 'supprimé',
    store_view: 'vue de boutique',
    no_email: 'sans e-mail',
    no_customer: 'ni numéro de client ni e-mail',
    cancelled: 'annulées',
    refunded: 'remboursées',
    test: 'test',
    no_line_left: 'plus aucune ligne',
    cut_off: 'coupées',
    bad_item: 'incomplets',
    too_large: 'trop grands',
    unknown_item: 'article inconnu',
    same_item: 'l’article lui-même',
    twice: 'en double',
  },
  columns_unread: 'Colonnes non lues',
  dates: 'Dates comme 3/4/2026',
  found: {
    items: 'Articles trouvés',
    orders: 'Commandes trouvées',
    relations: 'Relations trouvées',
    customers: 'Clients trouvés',
  },
  new: 'nouveaux',
  changed: 'modifiés',
  unchanged: 'inchangés',
  variants: 'Variantes',
  absent: 'Articles publiés absents du fichier',
  unpublished: 'dépubliés',
  relations: 'Relations dans le catalogue',
  relations_written: 'nouvelles ou modifiées',
  relations_removed: 'plus indiquées',
  items_named: 'Articles distincts dans les commandes',
  orders_with_two: 'Commandes de deux articles ou plus',
  first_last: 'Première et dernière commande',
  no_date: 'sans date',
  totals: {
    given: 'Commandes avec totaux',
    add_up: 'justes',
    rounded: 'différentes par arrondi',
    not_add_up: 'pas justes',
    unreadable: 'avec montants illisibles',
    per_line: 'avec montants par ligne, additionnés',
    left_out: 'avec montants écartés',
    examples: 'par exemple',
  },
  lines: {
    all: 'Lignes de commande',
    id: 'trouvées par identifiant',
    sku: 'trouvées par référence',
    name: 'trouvées par nom',
    nothing: 'absentes du catalogue',
  },
  model: {
    model: 'Modèle',
    orders: 'Commandes dans le modèle',
    with_two: 'de deux articles ou plus',
    pairs: 'Paires dans trois commandes ou plus',
    own: 'Articles avec leur propre liste',
    category: 'avec la liste de leur catégorie',
    best_sellers: 'avec les meilleures ventes seulement',
  },
  next: 'À faire ensuite',
  tag: 'Collez cette balise dans chaque page de la boutique',
  advice: {
    many_refused: 'Cellules ou lignes refusées : {n}. {address} les énumère avec les raisons.',
    absent_kept:
      'Articles absents du fichier qui restent publiés : {n}. Une ligne refusée peut concerner l’un d’eux. Corrigez les lignes refusées et renvoyez le fichier.',
    confirm_needed:
      'Il manque {n} articles publiés dans le fichier. Envoyez-le avec confirm=1 s’ils ne sont plus vendus, ou avec partial=1 s’il ne contient qu’une partie du catalogue.',
    fields_lost:
      'Aucune ligne n’indique ce que la plupart des articles publiés ont : {fields}. Envoyez le fichier avec partial=1 s’il ne contient qu’une partie du catalogue, comme des prix, ou avec confirm=1 si les articles doivent le perdre.',
    was_a_trial: 'Rien n’a été écrit, car c’était un essai à blanc. Envoyez le fichier sans dry_run=1.',
    no_catalogue:
      'Il n’y a pas de catalogue : aucune ligne de commande ne peut être attribuée à un article. Envoyez-le avec kind=items.',
    no_orders:
      'Il n’y a pas encore de commandes, dont les suggestions sont tirées. Envoyez-les avec kind=orders. D’ici là, les pages montrent des articles similaires.',
    lines_unmatched:
      '{percent} des lignes de commande nomment un article absent du catalogue. Comparez les identifiants ou références des deux fichiers. Pour les articles qui ne sont plus vendus, il n’y a rien à faire.',
    totals_differ:
      'Commandes dont les totaux ne sont pas justes : {n} ({examples}). Lignes − remise + livraison + frais + taxe ne donne pas le total. Les montants sont conservés tels quels et les suggestions n’en dépendent pas. Comparez l’une de ces commandes avec votre boutique.',
    totals_left_out:
      'Commandes dont des montants ont été écartés : {n} ({examples}). Les lignes d’une commande donnent des montants différents dans une colonne sur toute la commande, ou la remise est une part comme 0,2. Écrivez la remise d’une ligne comme montant dans line_discount.',
    totals_unreadable:
      'Commandes aux montants illisibles : {n} ({examples}). Ces cellules comptent comme vides. Écrivez les montants comme 49,99.',
    model_refused: 'Le nouveau modèle a été refusé, le précédent reste en service : {reasons}.',
    non_goods:
      'Articles qui semblent être des frais de port, une assurance, un sac ou un service et ne sont donc pas affichés : {n}. {address} les énumère avec les raisons, et PUT /v1/exclusions autorise ceux qui sont des marchandises.',
    few_orders:
      'Commandes de deux articles ou plus : {n}, c’est peu. Envoyez aussi des commandes plus anciennes, ou définissez vous-même des relations (kind=relations).',
    many_pooled:
      '{n} articles sur {of} ont trop peu de commandes pour leur propre liste. D’ici là, la liste de leur catégorie ou les meilleures ventes servent.',
    no_price:
      'Aucun prix trouvé : le fichier n’a pas de colonne connue pour cela, ou elle est vide. Les cartes n’ont pas de prix.',
    no_availability:
      'Ni stock ni disponibilité trouvés : chaque article compte comme disponible. Exportez cette colonne, ou connectez les webhooks.',
    no_link:
      'Aucun lien trouvé : aucun article ne peut être affiché. Exportez l’adresse de la page de l’article (link).',
    no_picture:
      'Aucune image trouvée : aucun article ne peut être affiché. Exportez l’adresse de l’image (image_link), ou réglez pictures sur "optional" pour des cartes sans image.',
    sale_price_zero:
      'Lignes avec un prix promotionnel de 0 : {n}. Ce n’est pas une remise ; le prix normal compte.',
    stock_unknown:
      'Variantes dont le stock est suivi mais absent du fichier : {n}. Elles comptent comme disponibles. Exportez les quantités (de tous les sites), ou connectez les webhooks.',
    stock_elsewhere:
      'Articles en stock, mais avec une quantité de 0 : {n}. Leur stock est sans doute dans une autre source. Ils comptent comme épuisés tant que le fichier n’a pas sa quantité.',
    no_cart_id:
      'Articles sans le numéro que le panier accepte : {n}. Leur bouton mène à l’article, ou la page trouve le numéro. Connectez les webhooks pour l’avoir.',
    translation:
      'Lignes qui traduisent d’autres articles : {n}. Chacun est un seul article avec ses textes en plusieurs langues.',
    net_price:
      'Lignes avec un prix hors taxe seulement : {n}. Les acheteurs le verraient tel quel. Exportez les prix TTC si votre boutique les affiche.',
    link_derived:
      'Liens absents du fichier et formés à partir des noms : {n}. Ouvrez-en un ; s’il est faux, envoyez les adresses dans une colonne link.',
    no_status:
      'Commandes sans état : {n}. Celles qui sont annulées ne se distinguent pas et comptent. Ajoutez l’état à l’export.',
    dates_assumed:
      'Aucune date du fichier ne distingue le jour du mois ; elles ont été lues {order}. Si c’est faux, indiquez date_order dans une correspondance.',
    dates_mixed:
      'Les dates du fichier se contredisent : tantôt le jour vient d’abord, tantôt le mois. Elles ont été lues {order}. Exportez des dates comme 2026-11-22.',
  },
}
