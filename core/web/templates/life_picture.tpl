<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{WIDTH}} {{HEIGHT}}" width="{{WIDTH}}" height="{{HEIGHT}}" role="img" aria-labelledby="life-name life-described" font-family="Liberation Sans, Arial, Helvetica, sans-serif" class="capd-life">
<title id="life-name">{{NAME}}</title>
<desc id="life-described">{{DESCRIBED}}</desc>
<rect x="0" y="0" width="{{WIDTH}}" height="{{HEIGHT}}" fill="#ffffff"></rect>
{{#ON}}<path d="{{PATH}}" fill="none" stroke="#123c43" stroke-width="2.5"></path>
{{/ON}}{{#BACK}}<path d="{{PATH}}" fill="none" stroke="#505a5f" stroke-width="2" stroke-dasharray="7 5"></path>
{{/BACK}}{{#TIP}}<polygon points="{{POINTS}}" fill="#123c43"></polygon>
{{/TIP}}{{#BOX}}<rect x="{{X}}" y="{{Y}}" width="{{W}}" height="{{H}}" rx="6" fill="#eef5f5" stroke="#123c43" stroke-width="2"></rect>
{{/BOX}}{{#END}}<rect x="{{X}}" y="{{Y}}" width="{{W}}" height="{{H}}" rx="6" fill="#f3f2f1" stroke="#0b0c0c" stroke-width="5"></rect>
{{/END}}{{#PANEL}}<rect x="{{X}}" y="{{Y}}" width="{{W}}" height="{{H}}" rx="6" fill="#ffffff" stroke="#123c43" stroke-width="2" stroke-dasharray="2 3"></rect>
{{/PANEL}}{{#MARK}}<circle cx="{{X}}" cy="{{Y}}" r="13" fill="#123c43"></circle><text x="{{X}}" y="{{WORDS_Y}}" font-size="14" font-weight="bold" fill="#ffffff" text-anchor="middle">{{NUMBER}}</text>
{{/MARK}}{{#PLAIN}}<text x="{{X}}" y="{{Y}}" font-size="{{SIZE}}" fill="#0b0c0c">{{WORDS}}</text>
{{/PLAIN}}{{#BOLD}}<text x="{{X}}" y="{{Y}}" font-size="{{SIZE}}" font-weight="bold" fill="#0b0c0c">{{WORDS}}</text>
{{/BOLD}}</svg>
