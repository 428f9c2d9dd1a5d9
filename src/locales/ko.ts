import type { Messages } from './types.js'

/** Korean, in the polite 해요 style. */
export const ko: Messages = {
  locale: 'ko',
  prompt: {
    title: '이미지로 검색',
    hint: '이미지를 끌어다 놓거나 붙여넣어 주세요',
    hintNoPaste: '이미지를 끌어다 놓아 주세요',
    limits: '{minSize}px 이상',
    disabled: '지금은 이미지 검색을 사용할\u00A0수\u00A0없어요',
    empty: '이미지 없음',
  },
  drag: {
    accept: { title: '놓으면 검색해요', text: '한 번에 한 장만 사용할\u00A0수\u00A0있어요' },
    replace: {
      title: '놓으면 이미지를 바꿔요',
      text: '한 번에 한 장만 사용할\u00A0수\u00A0있어요',
    },
    reject: {
      title: '검색할\u00A0수\u00A0없는 파일이에요',
      text: '{formats} 이미지 한 장을 사용해 주세요',
    },
    unknown: { title: '놓으면 확인해요', text: '파일 내용으로 판단해요' },
    page: '화면 어디에나 이미지를 놓으면 검색해요',
    left: '놓는 영역을 벗어났어요',
  },
  actions: {
    choose: '이미지 선택',
    chooseAnother: '다른 이미지 선택',
    camera: '사진 찍기',
    upload: '업로드',
    uploadWithNewLink: '새 링크로 업로드',
    tryAgain: '다시 시도',
    checkAgain: '다시 확인',
    tryAnyway: '그래도 시도',
    replace: '이미지 바꾸기',
    cancel: '{name} 취소',
    remove: '{name} 삭제',
    dismiss: '닫기',
  },
  status: {
    checking: '{name} 확인 중…',
    preparing: '준비 중…',
    reducing: '{from}에서 {to}px로 줄이는 중…',
    requesting: '업로드 링크를 받는 중…',
    ready: '업로드할 준비가 됐어요',
    expired: '업로드 링크가 만료됐어요.',
    sending: '업로드 중…',
    uploading: '{loaded}\u00A0/\u00A0{total}',
    timeLeft: '{time}\u00A0남음',
    finishing: '보냈어요. 확인하는 중…',
    offline: '오프라인 상태예요. 연결되면 업로드를 시작해요.',
    offlineShort: '오프라인, 대기 중…',
    backoff: '연결이 원활하지 않아요. {time}\u00A0뒤에 다시 시도해요.',
    backoffShort: '{time}\u00A0뒤에 다시 시도해요',
    waiting: '연결이 원활하지 않아요. 곧 다시 시도해요.',
    success: '검색할 준비가 됐어요',
    unconfirmed: '업로드했어요',
    animated: '움직이는 이미지는 첫 장면으로 검색해요.',
  },
  labels: {
    progress: '업로드 진행률',
    linkTimeLeft: '링크 남은 시간',
    originally: '원본',
    percent: '업로드 중, {percent}',
    size: '{size}px',
    noPreview: '이 브라우저에서는 미리 볼\u00A0수\u00A0없어요',
  },
  announcements: {
    cancelled: '업로드를 취소했어요',
    removed: '이미지를 삭제했어요',
  },
  validity: {
    missing: '이미지가 필요해요.',
    busy: '업로드가 끝나면 양식을 보낼\u00A0수\u00A0있어요.',
    notUploaded: '이 이미지를 업로드하거나 삭제하면 양식을 보낼\u00A0수\u00A0있어요.',
    failed: '이 이미지를 업로드하지 못해서 양식을 보낼\u00A0수\u00A0없어요.',
  },
  errors: {
    'too-many-files': {
      title: '파일이 너무 많아요',
      text: {
        other:
          '파일 {count}개를 넣었어요. 한\u00A0번에\u00A0한\u00A0장만\u00A0검색할\u00A0수\u00A0있어요.',
      },
    },
    'no-file': {
      text: {
        title: '이미지를 찾지 못했어요',
        text: '글만 들어 있어요. 사진이나 그림 파일이 필요해요.',
      },
      link: {
        title: '이미지를 찾지 못했어요',
        text: '링크만 들어 있어요. 먼저 이미지를 파일로 저장해 주세요.',
      },
      folder: {
        title: '이미지를 찾지 못했어요',
        text: '폴더는 검색할\u00A0수\u00A0없어요. 파일 하나가 필요해요.',
      },
      nothing: { title: '이미지를 찾지 못했어요', text: '파일이 들어 있지 않아요.' },
    },
    'empty-file': {
      title: '빈 파일이에요',
      text: '{name}: 0바이트예요. 저장이 끝나지 않았을\u00A0수\u00A0있어요.',
    },
    'too-large': {
      title: '파일이 너무 커요',
      text: '{name}: {bytes}예요. {maxInputSize}까지 사용할\u00A0수\u00A0있어요.',
    },
    'unsupported-format': {
      known: {
        title: '지원하지 않는 형식이에요',
        text: '{name}: {detected}\u00A0파일이에요. {accept}만\u00A0돼요.',
      },
      unknown: {
        title: '지원하지 않는 형식이에요',
        text: '{name}: 알\u00A0수\u00A0없는\u00A0종류예요. {accept}만\u00A0돼요.',
      },
    },
    'unreadable-image': {
      title: '이미지를 읽을\u00A0수\u00A0없어요',
      text: '{name}: 파일이 손상됐거나 일부가 없어요.',
    },
    'file-changed': {
      title: '파일이 바뀌었어요',
      text: '{name}: 선택한 뒤에 수정하거나 옮겼어요. 다시 선택해 주세요.',
    },
    'too-small': {
      title: '이미지가 너무 작아요',
      text: '{name}: {size}px이에요. {minSize}px\u00A0이상이어야\u00A0해요.',
    },
    'too-many-pixels': {
      title: '해상도가 너무 높아요',
      text: '{name}: {megapixels}메가픽셀이에요. {maxMegapixels}메가픽셀 이하여야 해요.',
    },
    custom: { title: '사용할\u00A0수\u00A0없는 이미지예요', text: '{text}' },
    'heic-too-large': {
      title: 'HEIC 파일이 너무 커요',
      text: '{name}: {bytes}예요. {maxSize}까지 보낼\u00A0수\u00A0있지만 JPG는 더 커도 돼요.',
    },
    'cannot-fit': {
      title: '이미지를 보낼\u00A0수\u00A0없어요',
      text: '{name}\u200B({size}px): {maxSize}\u00A0이하로 줄일\u00A0수\u00A0없어요.',
    },
    'browser-limit': {
      title: '여기서는 사용할\u00A0수\u00A0없어요',
      text: '{name}\u200B({size}px): 이 브라우저에는 너무 커요. 크기를 줄이거나 브라우저를 바꿔 주세요.',
    },
    'prepare-failed': {
      title: '이미지를 준비하지 못했어요',
      text: '{name}: 이 브라우저에는 벅찰\u00A0수\u00A0있어요. 더 작은 이미지는 될\u00A0수\u00A0있어요.',
    },
    unauthorized: {
      title: '로그인되어 있지 않아요',
      text: '사이트에 먼저 로그인해 주세요. 이미지는 그대로 있어요.',
    },
    'endpoint-rejected': {
      title: '업로드하지 못했어요',
      text: '사이트에서 허용하지 않았어요. 이미지는 그대로 있어요.',
    },
    'endpoint-malformed': {
      title: '문제가 생겼어요',
      text: '사이트의 응답을 사용할\u00A0수\u00A0없어요. 이미지는 그대로 있어요.',
    },
    'upload-url-rejected': {
      title: '문제가 생겼어요',
      text: '사이트의 업로드 링크를 사용할\u00A0수\u00A0없어요. 이미지는 그대로 있어요.',
    },
    'upload-url-reused': {
      title: '문제가 생겼어요',
      text: '사이트가 같은 업로드 링크를 두 번 줬어요. 이미지는 그대로 있어요.',
    },
    'upload-redirected': {
      title: '문제가 생겼어요',
      text: '업로드가 다른 주소로 넘어갔어요. 이미지는 그대로 있어요.',
    },
    'rate-limited': {
      soon: { title: '서비스가 혼잡해요', text: '검색하는 사람이 많아요. 잠시 기다려 주세요.' },
      later: {
        title: '서비스가 혼잡해요',
        text: '검색하는 사람이 많아요. {retryAfter}만 기다려 주세요.',
      },
    },
    'service-unavailable': {
      soon: {
        title: '지금은 이용할\u00A0수\u00A0없어요',
        text: '검색 서비스에 접속이\u00A0몰렸을\u00A0수\u00A0있어요. 잠시\u00A0기다려\u00A0주세요.',
      },
      later: {
        title: '지금은 이용할\u00A0수\u00A0없어요',
        text: '검색 서비스에 접속이\u00A0몰렸을\u00A0수\u00A0있어요. {retryAfter}만 기다려 주세요.',
      },
    },
    network: {
      online: { title: '업로드가 중단됐어요', text: '연결이 끊겼어요. 이미지는 그대로 있어요.' },
      offline: {
        title: '오프라인 상태예요',
        text: '인터넷에 연결되어 있지 않아요. 이미지는 그대로 있어요.',
      },
    },
    stalled: {
      title: '업로드가 멈췄어요',
      text: '한동안 데이터가 전송되지\u00A0않았어요. 연결이\u00A0끊겼을\u00A0수\u00A0있어요.',
    },
    'link-expired': {
      title: '링크가 만료됐어요',
      text: '업로드할 시간이 지났어요. 다음에는 새 링크를 받아요.',
    },
    'storage-rejected': {
      title: '업로드하지 못했어요',
      text: '저장소에서 받지 않았어요. 이미지는 그대로 있어요.',
    },
    'upload-rejected': {
      size: {
        title: '검색할\u00A0수\u00A0없는 이미지예요',
        text: '서비스에서 받기에 파일이 너무 커요.',
      },
      resolution: {
        title: '검색할\u00A0수\u00A0없는 이미지예요',
        text: '서비스에서 받지 않는 해상도예요.',
      },
      unknown: {
        title: '검색할\u00A0수\u00A0없는 이미지예요',
        text: '서비스에서 이유를 알려 주지 않고 거절했어요.',
      },
    },
    unconfirmed: {
      title: '아직 확인되지 않았어요',
      text: '이미지를 보냈지만 서비스의 응답이 오지 않았어요.',
    },
  },
}
