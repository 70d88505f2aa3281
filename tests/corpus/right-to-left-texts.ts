/** Texts with numbers and Latin words in them, by their language. */
export const rightToLeftTexts = {
  Hebrew: [
    'הודעה מוקדמת על סיום עבודה ניתנת בכתב, לפחות שלושה חודשים מראש. העובד רשאי לקבל פיצוי במקום הודעה, והמעסיק ישלם את השכר',
    'עד סוף החודש. בחירת הדרך נעשית לפי ההסכם (ראו סעיף 12.3) שנחתם ביום 15/03/2024 בין החברה Acequia Systems לבין העובד;',
    'הסכום הוא 1,250.50 לחודש, כלומר 15% מהשכר. שאלות נוספות יש להפנות למחלקת משאבי אנוש בכתובת hr@example.com או בטלפון',
    '03-1234567. הגרסה של Node.js היא 24 ושל TypeScript היא 5.9, והקובץ read-page.ts נמצא בתיקייה src/pdf.',
  ].join(' '),
  Arabic: [
    'مرحبا بالعالم، هذه وثيقة قصيرة لاختبار القراءة من اليمين إلى اليسار. السلام عليكم ورحمة الله، والكلام الواضح خير من الإطالة.',
    'يدفع صاحب العمل للعامل مبلغ 1,250.50 ريال في كل شهر، أي 15% من الأجر الأصلي، وفقا للاتفاق (المادة 12.3) الموقع في',
    '15/03/2024 مع شركة Acequia Systems في القاهرة. لا يجوز لأي طرف إنهاء العقد إلا بإشعار خطي قبل ٣٠ يوما من الموعد.',
  ].join(' '),
  Persian: [
    'این یک سند کوتاه برای آزمایش خواندن از راست به چپ است. کارفرما باید پیش از پایان قرارداد، سه ماه زودتر به کارمند اطلاع',
    'بدهد. این قرارداد با شرکت Acequia Systems بسته شد. برای پرسش‌های بیشتر با hr@example.com تماس بگیرید. نسخه Node.js برابر',
    '24 است و کتاب‌ها و گزارش‌ها در پوشه src/pdf نگه‌داری می‌شوند.',
  ].join(' '),
};

/** A drawing of a text in lines that start at the right. */
export function drawLines(text: string, wordsPerLine: number): string {
  const words = text.split(' ');
  const lines: string[] = [];
  for (let from = 0; from < words.length; from += wordsPerLine) {
    const line = words.slice(from, from + wordsPerLine).join(' ');
    lines.push(`<text x="780" y="${40 + lines.length * 20}">${line}</text>`);
  }
  const style = 'font-family="DejaVu Sans" font-size="12" direction="rtl"';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><g ${style}>${lines.join('')}</g></svg>`;
}
