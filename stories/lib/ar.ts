import type { Messages } from '../../src/index.js'

/** Arabic, an example of a language that a host app adds. */
export const ar: Messages = {
  locale: 'ar',
  prompt: {
    title: 'ابحث بصورة',
    hint: 'أفلتها هنا أو ألصقها',
    hintNoPaste: 'أفلتها هنا',
    limits: '{minSize}\u00A0بكسل أو أكبر',
    disabled: 'البحث بالصور غير متاح الآن',
    empty: 'لا توجد صورة',
  },
  drag: {
    accept: { title: 'أفلت للبحث', text: 'صورة واحدة في كل مرة' },
    replace: { title: 'أفلت لاستبدال الصورة', text: 'صورة واحدة في كل مرة' },
    reject: { title: 'لا يمكن البحث بهذا', text: 'استخدم صورة واحدة بصيغة {formats}' },
    unknown: { title: 'أفلت للتحقق', text: 'سيتم التحقق من الملف قبل إرساله' },
    page: 'أفلت الصورة في أي مكان للبحث',
    left: 'غادرت منطقة الإفلات',
  },
  actions: {
    choose: 'اختر صورة',
    chooseAnother: 'اختر صورة أخرى',
    camera: 'التقط صورة',
    upload: 'رفع',
    uploadWithNewLink: 'رفع برابط جديد',
    tryAgain: 'حاول مجددًا',
    checkAgain: 'تحقق مجددًا',
    tryAnyway: 'حاول على أي حال',
    replace: 'استبدال',
    cancel: 'إلغاء {name}',
    remove: 'إزالة {name}',
    dismiss: 'إغلاق',
  },
  status: {
    checking: 'جارٍ التحقق من {name}…',
    preparing: 'جارٍ التحضير…',
    reducing: 'جارٍ التصغير من {from} إلى {to}\u00A0بكسل…',
    requesting: 'جارٍ الحصول على رابط الرفع…',
    ready: 'جاهزة للرفع',
    expired: 'انتهت صلاحية رابط الرفع.',
    sending: 'جارٍ الرفع…',
    uploading: '{loaded} من {total}',
    timeLeft: 'بقي {time}',
    finishing: 'أُرسلت. جارٍ التأكيد…',
    offline: 'أنت غير متصل. يبدأ الرفع عند عودة الاتصال.',
    offlineShort: 'دون اتصال، بانتظار عودته…',
    backoff: 'لم ينجح ذلك. إعادة المحاولة بعد {time}.',
    backoffShort: 'إعادة المحاولة بعد {time}',
    waiting: 'لم ينجح ذلك. ستعاد المحاولة قريبًا.',
    success: 'جاهزة للبحث',
    unconfirmed: 'تم الرفع',
    animated: 'صورة متحركة: يُبحث بإطارها الأول.',
  },
  labels: {
    progress: 'تقدم الرفع',
    linkTimeLeft: 'الوقت المتبقي للرابط',
    originally: 'في الأصل',
    percent: 'جارٍ الرفع، {percent}',
    size: '{size}\u00A0بكسل',
    noPreview: 'لا معاينة في هذا المتصفح',
  },
  announcements: {
    cancelled: 'أُلغي الرفع',
    removed: 'أُزيلت الصورة',
  },
  validity: {
    missing: 'اختر صورة للبحث بها.',
    busy: 'ما زالت الصورة قيد الرفع. انتظر لحظة.',
    notUploaded: 'لم تُرفع الصورة بعد. ارفعها أو أزلها.',
    failed: 'لم تُرفع الصورة. حاول مجددًا أو أزلها.',
  },
  errors: {
    'too-many-files': {
      title: 'صورة واحدة في كل مرة',
      text: {
        two: 'كان هناك ملفان. اختر صورة واحدة فقط.',
        few: 'كانت هناك {count} ملفات. اختر صورة واحدة فقط.',
        other: 'كان هناك {count} ملفًا. اختر صورة واحدة فقط.',
      },
    },
    'no-file': {
      text: { title: 'لا توجد صورة', text: 'كان ذلك نصًا. اختر ملف صورة.' },
      link: { title: 'لا توجد صورة', text: 'كان ذلك رابطًا فقط. احفظ الصورة أولًا ثم اخترها هنا.' },
      folder: { title: 'لا توجد صورة', text: 'كان ذلك مجلدًا. اختر صورة واحدة منه.' },
      nothing: { title: 'لا توجد صورة', text: 'لم يكن فيه أي ملف. اختر ملف صورة.' },
    },
    'empty-file': { title: 'ملف فارغ', text: 'الملف {name} فارغ. اختر صورة أخرى.' },
    'too-large': {
      title: 'الملف كبير جدًا',
      text: 'حجم {name} هو {bytes}. اختر صورة لا تتجاوز {maxInputSize}.',
    },
    'unsupported-format': {
      known: { title: 'صيغة غير مدعومة', text: 'صيغة {name} هي {detected}. استخدم {accept}.' },
      unknown: { title: 'صيغة غير مدعومة', text: 'لا يمكن البحث بالملف {name}. استخدم {accept}.' },
    },
    'unreadable-image': {
      title: 'تعذرت قراءة الصورة',
      text: 'الملف {name} تالف أو ناقص. اختر صورة أخرى.',
    },
    'file-changed': { title: 'تغيّر الملف', text: 'تغيّر {name} أو نُقل بعد اختياره. اختره مجددًا.' },
    'too-small': {
      title: 'الصورة صغيرة جدًا',
      text: 'أبعاد {name} هي {size}\u00A0بكسل. المطلوب {minSize}\u00A0بكسل على الأقل.',
    },
    'too-many-pixels': {
      title: 'دقة عالية جدًا',
      text: 'في {name} {megapixels} ميغابكسل. الحد {maxMegapixels}.',
    },
    custom: { title: 'صورة غير مقبولة', text: '{text}' },
    'heic-too-large': {
      title: 'ملف HEIC كبير جدًا',
      text: 'حجم {name} هو {bytes}. استخدم HEIC حتى {maxSize} أو JPG.',
    },
    'cannot-fit': {
      title: 'تعذر تصغير الصورة',
      text: 'لا يمكن تصغير {name} ({size}) إلى {maxSize}. اختر صورة أخرى.',
    },
    'browser-limit': {
      title: 'لا يمكن استخدام الصورة هنا',
      text: '{name} ({size}) أكبر مما يحتمله هذا المتصفح. صغّرها أو جرّب متصفحًا آخر.',
    },
    'prepare-failed': {
      title: 'تعذر تحضير الصورة',
      text: 'لم يتمكن هذا المتصفح من تحضير {name}. اختر صورة أصغر.',
    },
    unauthorized: { title: 'سجّل الدخول', text: 'سجّل الدخول ثم حاول مجددًا. صورتك ما زالت هنا.' },
    'endpoint-rejected': {
      title: 'رُفض الرفع',
      text: 'لم يسمح الموقع بهذا الرفع. صورتك ما زالت هنا.',
    },
    'endpoint-malformed': { title: 'حدث خطأ', text: 'رد الموقع غير صالح. صورتك ما زالت هنا.' },
    'upload-url-rejected': { title: 'حدث خطأ', text: 'رابط الرفع غير صالح. صورتك ما زالت هنا.' },
    'upload-url-reused': {
      title: 'حدث خطأ',
      text: 'أعطى الموقع رابط رفع مستخدمًا. صورتك ما زالت هنا.',
    },
    'upload-redirected': { title: 'حدث خطأ', text: 'حُوّل الرفع إلى عنوان آخر. صورتك ما زالت هنا.' },
    'rate-limited': {
      soon: { title: 'الخدمة مشغولة', text: 'الطلبات كثيرة الآن. حاول بعد قليل.' },
      later: { title: 'الخدمة مشغولة', text: 'الطلبات كثيرة الآن. حاول بعد {retryAfter}.' },
    },
    'service-unavailable': {
      soon: { title: 'الخدمة غير متاحة', text: 'لا ترد الخدمة الآن. حاول بعد قليل.' },
      later: { title: 'الخدمة غير متاحة', text: 'لا ترد الخدمة الآن. حاول بعد {retryAfter}.' },
    },
    network: {
      online: { title: 'مشكلة في الاتصال', text: 'انقطع الاتصال قبل رفع الصورة. صورتك ما زالت هنا.' },
      offline: { title: 'أنت غير متصل', text: 'اتصل بالإنترنت ثم حاول مجددًا. صورتك ما زالت هنا.' },
    },
    stalled: { title: 'توقف الرفع', text: 'توقف الرفع. تحقق من اتصالك ثم حاول مجددًا.' },
    'link-expired': {
      title: 'انتهت صلاحية الرابط',
      text: 'انتهت صلاحية الرابط قبل إرسال الصورة. حاول مجددًا.',
    },
    'storage-rejected': { title: 'رُفض الرفع', text: 'تعذر تخزين الصورة. صورتك ما زالت هنا.' },
    'upload-rejected': {
      size: { title: 'صورة غير مقبولة', text: 'الملف كبير جدًا على الخدمة. اختر صورة أخرى.' },
      resolution: {
        title: 'صورة غير مقبولة',
        text: 'لا يمكن البحث بصورة بهذه الأبعاد. اختر صورة أخرى.',
      },
      unknown: { title: 'صورة غير مقبولة', text: 'لم تقبل الخدمة الصورة. اختر صورة أخرى.' },
    },
    unconfirmed: { title: 'لم يتأكد بعد', text: 'أُرسلت الصورة لكن الخدمة لم تؤكدها بعد.' },
  },
}
