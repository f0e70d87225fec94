"""The pages of the problems that every service can answer with; a service adds its rules."""

from __future__ import annotations

from types import MappingProxyType

from shared.text import Text
from shared.web.problems import ProblemPage

GENERAL = MappingProxyType(
    {
        "MALFORMED": ProblemPage(
            Text("请求无法读取", "The request cannot be read"),
            Text(
                "请求的内容或请求头不符合约定,例如 JSON 有语法错误、重复的字段、NaN、嵌套过深。",
                "The body or a header breaks the conventions: JSON with a syntax error, a repeated "
                "member, NaN, or nested too deeply.",
            ),
            Text("按接口文档改正后重新提交。", "Mend it as the API documentation says and repeat."),
        ),
        "IDEMPOTENCY-KEY-REQUIRED": ProblemPage(
            Text("缺少 Idempotency-Key", "Idempotency-Key is missing"),
            Text(
                "每个 POST 都要带自己的 Idempotency-Key,重复提交才不会重复生效。",
                "Every POST names itself by an Idempotency-Key, so that repeating it cannot repeat "
                "its effect.",
            ),
            Text(
                "每次新的提交生成一个 UUID;没有收到答复时,用同一个键重试。",
                "Make a UUID for each new submission; without an answer, repeat with the same key.",
            ),
        ),
        "IDEMPOTENCY-KEY-REUSED": ProblemPage(
            Text("Idempotency-Key 已用于其他请求", "Idempotency-Key belongs to another request"),
            Text(
                "同一个键之前提交过内容不同的请求。",
                "A request with another address or body was made under this key.",
            ),
            Text("换一个新的键。", "Make a new key."),
        ),
        "IDEMPOTENCY-KEY-BUSY": ProblemPage(
            Text("同一请求正在处理", "The same request is being worked on"),
            Text("带有同一个键的请求还没有处理完。", "A request with this key has not ended yet."),
            Text(
                "按 Retry-After 等待后用同一个键重试。",
                "Wait as Retry-After says and repeat it with the same key.",
            ),
        ),
        "UNAUTHENTICATED": ProblemPage(
            Text("需要登录", "Sign in first"),
            Text(
                "没有登录凭证,或凭证无效、已过期。",
                "There is no access token, or it is not valid, or no longer.",
            ),
            Text("登录后带上凭证重试。", "Sign in and repeat with the token."),
        ),
        "FORBIDDEN": ProblemPage(
            Text("没有权限", "Not for this role"),
            Text("登录账号的角色不能进行这项操作。", "The account's role may not do this."),
            Text(
                "由有相应角色的人员办理;各操作所需角色见接口文档。",
                "Someone with the role must do it; the API documentation names the roles.",
            ),
        ),
        "NOT-FOUND": ProblemPage(
            Text("没有找到", "Nothing here"),
            Text(
                "没有这条记录、这个地址,或者它不在您的管辖区划内:答复完全相同。",
                "No such record or address, or not within your division: the answer is the same.",
            ),
            Text("核对编号和地址。", "Check the identifier and the address."),
        ),
        "METHOD-NOT-ALLOWED": ProblemPage(
            Text("方法不适用", "Method not allowed"),
            Text(
                "这个地址不接受这种方法,可用的方法在 Allow 头中。",
                "This address does not take this method; the header Allow names those it takes.",
            ),
            Text("使用 Allow 中的方法。", "Use one that Allow names."),
        ),
        "CONFLICT": ProblemPage(
            Text("与已有记录矛盾", "Contradicts what is recorded"),
            Text("请求与系统中已有的记录矛盾。", "What is asked contradicts what is on record."),
            Text("读取当前记录后再决定。", "Read the record as it is now and decide anew."),
        ),
        "ALREADY-RECORDED": ProblemPage(
            Text("已有同样的记录", "Recorded already"),
            Text("同样的记录已经存在。", "There is such a record already."),
            Text("读取已有的记录。", "Read the record that exists."),
        ),
        "STALE": ProblemPage(
            Text("记录已被修改", "The record has changed"),
            Text(
                "If-Match 中的版本不是当前版本:别人先改了它。",
                "The version in If-Match is not the present one: someone changed it first.",
            ),
            Text("重新读取,核对后带新的 ETag 提交。", "Read it again, compare, send the new ETag."),
        ),
        "IF-MATCH-REQUIRED": ProblemPage(
            Text("缺少 If-Match", "If-Match is missing"),
            Text(
                "修改记录要说明是根据哪个版本修改的。",
                "A change must say which version of the record it was made against.",
            ),
            Text("把读取时得到的 ETag 放入 If-Match。", "Put the ETag you read into If-Match."),
        ),
        "TOO-LARGE": ProblemPage(
            Text("内容过大", "Too large"),
            Text("请求超过了允许的大小。", "The request is larger than what is taken."),
            Text("减小或拆分后提交。", "Make it smaller, or split it."),
        ),
        "INVALID": ProblemPage(
            Text("内容不合要求", "Not acceptable as it is"),
            Text(
                "一个或多个值不合要求,errors 中逐项列出位置和原因。",
                "One or more values are not acceptable; `errors` names each place and reason.",
            ),
            Text("逐项改正后重新提交。", "Mend each of them and repeat."),
        ),
        "INTERNAL": ProblemPage(
            Text("系统故障", "Something broke"),
            Text(
                "系统出现了未预料的故障,本次操作没有生效。",
                "Something unforeseen happened; this request has changed nothing.",
            ),
            Text(
                "把 trace_id 告诉维护人员。", "Give the trace_id to whoever maintains the system."
            ),
        ),
        "UNAVAILABLE": ProblemPage(
            Text("暂时无法办理", "Not available now"),
            Text(
                "所依赖的部分暂时不可用,本次操作没有生效。",
                "Something this depends on is away for now; this request has changed nothing.",
            ),
            Text(
                "按 Retry-After 等待后用同一个 Idempotency-Key 重试。",
                "Wait as Retry-After says and repeat it with the same Idempotency-Key.",
            ),
        ),
    }
)
