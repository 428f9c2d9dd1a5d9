import type { Messages } from './types.js'

/** Japanese, in です・ます. */
export const ja: Messages = {
  locale: 'ja',
  prompt: {
    title: '画像で検索',
    hint: '画像をドロップするか、貼り付けてください',
    hintNoPaste: '画像をドロップしてください',
    limits: '{minSize}px以上',
    disabled: '現在、画像検索は利用できません',
    empty: '画像なし',
  },
  drag: {
    accept: { title: 'ドロップすると検索します', text: '画像は一度に1枚です' },
    replace: { title: 'ドロップすると画像を置き換えます', text: '画像は一度に1枚です' },
    reject: { title: 'このファイルは検索できません', text: '{formats}の画像を1枚使ってください' },
    unknown: { title: 'ドロップすると確認します', text: 'ファイルの内容で判断します' },
    page: 'ページのどこにでも画像をドロップできます',
    left: 'ドロップ領域の外に出ました',
  },
  actions: {
    choose: '画像を選択',
    chooseAnother: '別の画像を選択',
    camera: '写真を撮る',
    upload: 'アップロード',
    uploadWithNewLink: '更新してアップロード',
    tryAgain: '再試行',
    checkAgain: '再確認',
    tryAnyway: 'それでも試す',
    replace: '変更',
    cancel: '{name}をキャンセル',
    remove: '{name}を削除',
    dismiss: '閉じる',
  },
  status: {
    checking: '{name}を確認中…',
    preparing: '準備しています…',
    reducing: '{from}から{to}pxに縮小中…',
    requesting: 'リンクを取得しています…',
    ready: 'アップロードできます',
    expired: 'リンクの有効期限が切れました。',
    sending: '送信中…',
    uploading: '{loaded}\u00A0/\u00A0{total}',
    timeLeft: '残り{time}',
    finishing: '送信済み。確認中…',
    offline: 'オフラインです。接続が戻るとアップロードを始めます。',
    offlineShort: 'オフライン待機中…',
    backoff: 'うまくいきませんでした。{time}後に再試行します。',
    backoffShort: '{time}後に再試行します',
    waiting: 'うまくいきませんでした。まもなく再試行します。',
    success: '検索の準備ができました',
    unconfirmed: 'アップロードしました',
    animated: '動く画像は最初のコマで検索します。',
  },
  labels: {
    progress: 'アップロードの進行状況',
    linkTimeLeft: 'リンク残り時間',
    originally: '元のサイズ',
    percent: 'アップロード中、{percent}',
    size: '{size}px',
    noPreview: 'このブラウザーではプレビューできません',
  },
  announcements: {
    cancelled: 'アップロードをキャンセルしました',
    removed: '画像を削除しました',
  },
  validity: {
    missing: '画像が必要です。',
    busy: 'アップロードが終わるとフォームを送信できます。',
    notUploaded: 'この画像をアップロードするか削除すると、フォームを送信できます。',
    failed: 'この画像をアップロードできなかったため、フォームを送信できません。',
  },
  errors: {
    'too-many-files': {
      title: 'ファイルが多すぎます',
      text: { other: 'ファイルが{count}個ありました。一度に検索できるのは1枚です。' },
    },
    'no-file': {
      text: { title: '画像がありません', text: '文字だけでした。画像ファイルが必要です。' },
      link: {
        title: '画像がありません',
        text: 'リンクだけでした。先に画像をファイルに保存してください。',
      },
      folder: {
        title: '画像がありません',
        text: 'フォルダーは検索できません。ファイルが1つ必要です。',
      },
      nothing: { title: '画像がありません', text: 'ファイルが含まれていません。' },
    },
    'empty-file': {
      title: '空のファイルです',
      text: '{name}は0バイトです。保存が途中で終わった可能性があります。',
    },
    'too-large': {
      title: 'ファイルが大きすぎます',
      text: '{name}は{bytes}です。上限は{maxInputSize}です。',
    },
    'unsupported-format': {
      known: {
        title: '対応していない形式です',
        text: '{name}は{detected}です。{accept}を使ってください。',
      },
      unknown: {
        title: '対応していない形式です',
        text: '{name}は不明な種類です。{accept}を使ってください。',
      },
    },
    'unreadable-image': {
      title: '画像を読み込めません',
      text: '{name}は壊れているか不完全です。',
    },
    'file-changed': {
      title: 'ファイルが変更されました',
      text: '{name}は選択後に編集または移動されました。もう一度選択してください。',
    },
    'too-small': {
      title: '画像が小さすぎます',
      text: '{name}は{size}pxです。{minSize}px以上\u2068にし\u2069てください。',
    },
    'too-many-pixels': {
      title: '解像度が高すぎます',
      text: '{name}は{megapixels}メガピクセルです。上限は{maxMegapixels}です。',
    },
    custom: { title: 'この画像は使えません', text: '{text}' },
    'heic-too-large': {
      title: 'HEICファイルが大きすぎます',
      text: '{name}は{bytes}です。上限は{maxSize}ですが、JPGならそれ以上でも使えます。',
    },
    'cannot-fit': {
      title: '画像を送信できません',
      text: '{name}（{size}px）は{maxSize}以下に縮小できません。',
    },
    'browser-limit': {
      title: 'ここでは使えません',
      text: '{name}（{size}px）はこのブラウザーには大きすぎます。縮小してください。',
    },
    'prepare-failed': {
      title: '画像を準備できませんでした',
      text: '{name}はこのブラウザーには負担が大きいようです。小さい画像なら使えることがあります。',
    },
    unauthorized: {
      title: 'ログインしていません',
      text: 'サイトの認証が必要です。画像は残っています。',
    },
    'endpoint-rejected': {
      title: 'アップロードできませんでした',
      text: 'サイトが許可しませんでした。画像は残っています。',
    },
    'endpoint-malformed': {
      title: '問題が発生しました',
      text: 'サイトの応答を使用できません。画像は残っています。',
    },
    'upload-url-rejected': {
      title: '問題が発生しました',
      text: 'サイトのアップロードリンクを使用できません。画像は残っています。',
    },
    'upload-url-reused': {
      title: '問題が発生しました',
      text: 'サイトが使用済みのアップロードリンクを返しました。画像は残っています。',
    },
    'upload-redirected': {
      title: '問題が発生しました',
      text: 'アップロードが別のアドレスに転送されました。画像は残っています。',
    },
    'rate-limited': {
      soon: { title: '混み合っています', text: '検索が集中しています。しばらくお待ちください。' },
      later: {
        title: '混み合っています',
        text: '検索が集中しています。{retryAfter}ほどお待ちください。',
      },
    },
    'service-unavailable': {
      soon: {
        title: '現在利用できません',
        text: '検索サービスに負荷がかかっている可能性があります。しばらくお待ちください。',
      },
      later: {
        title: '現在利用できません',
        text: '検索サービスに負荷がかかっている可能性があります。{retryAfter}ほどお待ちください。',
      },
    },
    network: {
      online: {
        title: 'アップロードが中断されました',
        text: '接続が切れました。画像は残っています。',
      },
      offline: {
        title: 'オフラインです',
        text: 'インターネットに接続していません。画像は残っています。',
      },
    },
    stalled: {
      title: 'アップロードが停止しました',
      text: 'しばらくデータが送られていません。接続が切れた可能性があります。',
    },
    'link-expired': {
      title: 'リンクの期限切れ',
      text: 'アップロードの期限が過ぎました。次は新しいリンクを取得します。',
    },
    'storage-rejected': {
      title: 'アップロードできませんでした',
      text: '保存先が受け取りませんでした。画像は残っています。',
    },
    'upload-rejected': {
      size: { title: 'この画像は検索できません', text: 'サービスにはファイルが大きすぎます。' },
      resolution: {
        title: 'この画像は検索できません',
        text: 'サービスが対応していない解像度です。',
      },
      unknown: {
        title: 'この画像は検索できません',
        text: 'サービスは理由を示さずに拒否しました。',
      },
    },
    unconfirmed: {
      title: 'まだ確認できていません',
      text: '画像は送信しましたが、応答がまだありません。',
    },
  },
}
