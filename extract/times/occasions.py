"""Times told by what happens then (春节前, 汛期来临前, 开学后第一周): fragments of patterns.

Forms:
  1. 春节前, 元旦、春节前, “五一”前, 国庆节后      feasts
  2. 汛期前, 入冬前, 采暖季开始前, 秋收结束前       seasons of the year and of the fields
  3. 开学前, 开学第一周, 开学后第一天, 学期末, 高考前  terms of schools
"""

from __future__ import annotations

_FEAST = (
    r"(?:春节|[“\"]?[两双]节[”\"]?|元旦|元宵节?|国庆节?|中秋节?|清明节?|端午节?"
    r"|[“\"]?(?:五一|七一|八一|十一)[”\"]?(?:国际)?(?:劳动节|建军节|节)?)"
)
_SEASON = (
    r"(?:主?汛期|汛(?=前)|入汛|入冬|入夏|入秋|雨季|台风季节?|[采供]暖[季期]?|供热[季期]?|封冻期?|上冻|春耕|春播|春灌"
    r"|夏收|麦收|三夏|秋收|秋种|秋播|秋冬种|防火期|禁渔期|旱季|枯水期)"
)
_SCHOOL = r"(?:(?:[春秋]季)?(?:新?学期)?开学|[春秋]季学期|(?:新|[春秋]季)?学期(?:结束|开始)|学年结束|放假|寒假|暑假|[高中]考)"
_NAMED = rf"(?:{_FEAST}(?:[、和及]{_FEAST})?|{_SEASON}|{_SCHOOL})(?:期间)?(?:开始|来临|到来|结束|启动|开启)?"
OCCASION = (
    rf"(?:{_NAMED}(?:(?:之前|以前|前)(?!后|期|的|往|夕|几|已|沿|景|来|所)(?:[一两1-3]个?(?:周|月|天|星期))?|结束后(?=[，,])|前夕)"
    r"|开学后?第?[一二两三]个?(?:周|月|天|星期)内?|学期末(?!考|测)|学年末(?!考|测))"
)
"""What happens, and that it is before or just after it; a blank year before it is its own."""
FIRST = '春两双元国中清端五七八十“"主汛入雨台采供封上夏麦三秋防禁旱枯新开学放寒暑高'
"""What an occasion begins with."""
