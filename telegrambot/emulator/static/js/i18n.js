/** Words of the page itself. What the bot writes is the bot's business. */

const WORDS = {
  ru: {
    title: "Artel · чат", subtitle: "бот", typing: "печатает…", uploading: "отправляет фото…", start: "Начать", restart: "Вернуться к боту", send: "Отправить",
    write: "Сообщение", attach: "Прикрепить фото", keyboard: "Клавиатура", commands: "Команды бота", menu: "Меню",
    more: "Ещё", close: "Закрыть", down: "К последним сообщениям", addPerson: "Добавить игрока", name: "Имя", language: "Язык в Telegram",
    russian: "Русский", english: "Английский", welcome: "Кем играем?", welcomeText: "Это чат с ботом, как в Telegram, только на этом компьютере. Выбери имя или открой сразу несколько игроков рядом.",
    play: "Открыть чат", three: "Трое рядом", existing: "Уже здесь", block: "Заблокировать бота", unblock: "Разблокировать бота",
    blocked: "Бот заблокирован", blockedNow: "Бот заблокирован: он не может писать.", unblockedNow: "Бот снова может писать.", hide: "Убрать с экрана", edited: "изм.", photo: "Фото", document: "Файл",
    offline: "Нет связи с сервером. Подключаюсь снова…", failed: "Не получилось: {reason}", copied: "Скопировано", ok: "Понятно", cancel: "Отмена",
    pay: "Оплатить {amount}", payTitle: "Подтверждение оплаты", payNote: "Деньги не настоящие: это эмулятор.", paying: "Спрашиваем бота…", paid: "Оплачено: {amount}",
    refunded: "Возвращено: {amount}", payTimeout: "Бот не ответил на запрос об оплате за 10 секунд.", payFailed: "Бот отказал: {reason}", invoice: "Счёт · {amount}",
    webAppData: "Переданы данные: {text}", open: "Открыть ссылку", openLink: "Открыть {url}?", miniApp: "Мини-приложение", noAnswer: "Бот не ответил на нажатие.",
    deleted: "Удалённый аккаунт", spoiler: "Скрытый текст, нажми, чтобы показать", expand: "Показать целиком", collapse: "Свернуть", theme: "Тема",
    faults: "Неполадки", faultsText: "Что пойдёт не так у бота при следующих вызовах.", floodLimits: "Настоящие лимиты: 1 сообщение в секунду в чат",
    f_flood: "Следующая отправка → 429, ждать 3 с", f_server_error: "Следующий вызов → 502", f_timeout_after_success: "Выполнить, но оборвать связь", f_duplicate_update: "Следующее событие придёт дважды",
    f_stale_query: "Ответ на нажатие опоздает", f_delay: "Ответ на 3 с позже", clear: "Убрать неполадки", active: "Ждут своего часа: {n}", none: "Сейчас всё исправно.",
    today: "Сегодня", yesterday: "Вчера", empty: "Здесь пока пусто. Нажми «Начать», чтобы поздороваться с ботом.", dice: "Выпало: {value}", uiLanguage: "Язык страницы", players: "Игроки", inlineUnsupported: "Этой кнопке нужен настоящий Telegram.", photoFrom: "Фото: {caption}", replyTo: "Ответ на сообщение", back: "Назад",
  },
  en: {
    title: "Artel · chat", subtitle: "bot", typing: "typing…", uploading: "sending a photo…", start: "Start", restart: "Return to the bot", send: "Send",
    write: "Message", attach: "Attach a photo", keyboard: "Keyboard", commands: "Bot commands", menu: "Menu",
    more: "More", close: "Close", down: "To the latest messages", addPerson: "Add a player", name: "Name", language: "Language in Telegram",
    russian: "Russian", english: "English", welcome: "Who are you?", welcomeText: "This is a chat with the bot as in Telegram, only on this computer. Pick a name, or open several players side by side.",
    play: "Open the chat", three: "Three side by side", existing: "Already here", block: "Block the bot", unblock: "Unblock the bot",
    blocked: "Bot blocked", blockedNow: "The bot is blocked: it cannot write.", unblockedNow: "The bot can write again.", hide: "Remove from screen", edited: "edited", photo: "Photo", document: "File",
    offline: "No connection to the server. Reconnecting…", failed: "That did not work: {reason}", copied: "Copied", ok: "OK", cancel: "Cancel",
    pay: "Pay {amount}", payTitle: "Confirm payment", payNote: "No real money: this is an emulator.", paying: "Asking the bot…", paid: "Paid: {amount}",
    refunded: "Refunded: {amount}", payTimeout: "The bot did not answer the payment request in 10 seconds.", payFailed: "The bot refused: {reason}", invoice: "Invoice · {amount}",
    webAppData: "Data sent: {text}", open: "Open the link", openLink: "Open {url}?", miniApp: "Mini App", noAnswer: "The bot did not answer the tap.",
    deleted: "Deleted account", spoiler: "Hidden text, press to show", expand: "Show all", collapse: "Collapse", theme: "Theme",
    faults: "Faults", faultsText: "What will go wrong for the bot in its next calls.", floodLimits: "Real limits: 1 message a second in a chat",
    f_flood: "Next send → 429, wait 3 s", f_server_error: "Next call → 502", f_timeout_after_success: "Do it, but drop the connection", f_duplicate_update: "Next update comes twice",
    f_stale_query: "Answer to a tap comes too late", f_delay: "Answer 3 s later", clear: "Clear the faults", active: "Waiting to strike: {n}", none: "All is well now.",
    today: "Today", yesterday: "Yesterday", empty: "Nothing here yet. Press Start to say hello to the bot.", dice: "Rolled: {value}", uiLanguage: "Page language", players: "Players", inlineUnsupported: "This button needs the real Telegram.", photoFrom: "Photo: {caption}", replyTo: "Reply to a message", back: "Back",
  },
};

let language = localStorage.getItem("artel.chat.ui") || (navigator.language.startsWith("ru") ? "ru" : "en");

/** The words for `key` with {placeholders} filled in. */
export function t(key, values = {}) {
  const words = WORDS[language][key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function uiLanguage() {
  return language;
}

export function setUiLanguage(code) {
  language = code;
  localStorage.setItem("artel.chat.ui", code);
}

export function clockTime(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function dayName(seconds) {
  const day = new Date(seconds * 1000);
  const age = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(day).setHours(0, 0, 0, 0)) / 86_400_000);
  if (age === 0) return t("today");
  if (age === 1) return t("yesterday");
  return day.toLocaleDateString(language, { day: "numeric", month: "long" });
}

/** "50 ⭐" or "1.99 USD". */
export function money(amount, currency) {
  return currency === "XTR" ? `${amount} ⭐` : `${(amount / 100).toFixed(2)} ${currency}`;
}
